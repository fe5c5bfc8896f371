// Twenty made-up people, to try the page with. The columns are those of the template; everything in the cells is invented.

import { once } from "/api.js";
import { csv } from "/download.js";
import { say } from "/words.js";

const t = (zh, en) => ({ zh, en });

const lab = t("研发部", "Engineering"), sales = t("销售部", "Sales"), office = t("综合部", "Office"), riders = t("配送部", "Delivery");
const wuhan = t("武汉", "Wuhan"), wuxi = t("无锡", "Wuxi"), zhengzhou = t("郑州", "Zhengzhou");

const employee = t("职工", "employee"), there = t("在职", "established"), newcomer = t("新参加工作", "new_hire"), flexible = t("灵活就业", "flexible");

const staff = (department, city, wage, average_wage, rate = "12%", more = {}) =>
  ({ department, city, kind: employee, wage, average_wage, employment: there, employer_rate: rate, employee_rate: rate, work_injury_class: "1", ...more });
const fresh = (department, city, wage, hired) => staff(department, city, wage, "", "12%", { employment: newcomer, hired });
const rider = (flexible_base, monthly_amount) => ({ department: riders, city: wuxi, kind: flexible, flexible_base, monthly_amount });

/** people depend on the plan only in when somebody comes or goes: month(n) is the n-th after its first. */
const people = (month) => [
  staff(lab, wuhan, "42000.00", "39500.00"), staff(lab, wuhan, "31500.00", "30250.00"), staff(lab, wuhan, "26800.00", "25100.00"), staff(lab, wuhan, "23600.00", "22480.00"),
  staff(lab, wuxi, "19800.00", "18620.50"), staff(lab, wuxi, "17400.00", "16900.00"), fresh(lab, wuhan, "14500.00", month(2)), fresh(lab, wuxi, "13800.00", month(2)),
  staff(sales, zhengzhou, "18800.00", "21300.00", "8%"), staff(sales, zhengzhou, "12600.00", "13150.00", "8%"), staff(sales, zhengzhou, "9800.00", "9420.00", "8%"),
  staff(sales, wuxi, "11200.00", "10880.00", "10%"), staff(sales, wuxi, "8600.00", "8350.00", "10%"), staff(sales, wuhan, "7900.00", "7640.00", "8%", { left: month(5) }),
  staff(office, wuhan, "12400.00", "11980.00"), staff(office, wuhan, "8800.00", "8510.00"), staff(office, wuhan, "6200.00", "6050.00"), staff(office, wuhan, "4100.00", "3980.00"),
  rider("6000.00", "800.00"), rider("7500.00", "1000.00"),
];

/** demonstration makes the file. */
export async function demonstration(month) {
  const { columns } = await once("/budgets/columns");
  const rows = people(month).map((person, i) => {
    const cells = { id: say(t("虚构-", "made-up-")) + String(i + 1).padStart(2, "0"), ...person };
    return columns.map((c) => say(cells[c.id] ?? ""));
  });
  return new File([csv([columns.map((c) => c.name), ...rows])], say(t("虚构的20人.csv", "20-made-up-people.csv")), { type: "text/csv" });
}
