// The plan: what the months to come are assumed to bring. What is edited is the plan of the API itself; nothing is worked out here.

import { html } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Check, Choice, City, Day, Month, Rate } from "/fields.js";
import { employers, later, say, word } from "/words.js";
import { path } from "./job.js";
import { classes, Joiners, Leavers, number, Overrides, Raises, Rates } from "./lines.js";

const t = (zh, en) => ({ zh, en });
const schemes = ["housing_fund", "pension", "medical", "unemployment", "work_injury", "maternity"];

/** firstPlan is the fund year, July to June, of a month. */
export function firstPlan(month) {
  const year = month.slice(5) >= "07" ? month.slice(0, 4) : later(month, -12).slice(0, 4);
  return { from: year + "-07", to: later(year + "-07", 11) };
}

/** shown are the places of a plan whose errors stand at their fields. */
export const shown = ["/from", "/to", "/schemes", "/defaults", "/raises", "/rates", "/joiners", "/leavers", "/overrides", "/known_on", "/paid_known_on"];

const some = (object) => (Object.values(object).some((v) => v !== undefined) ? object : undefined);

export function Plan({ plan, onChange, problem, departments }) {
  const set = (key) => (value) => onChange((now) => ({ ...now, [key]: value }));
  const bind = (key) => ({ value: plan[key], onChange: set(key), error: at(problem, "/" + key), name: key });
  const list = (key) => ({ list: plan[key], onChange: set(key), problem });
  const own = plan.defaults ?? {};
  const standIn = (key) => ({ value: own[key], onChange: (v) => set("defaults")(some({ ...own, [key]: v })), error: at(problem, "/defaults/" + key), name: "default-" + key });
  const all = plan.schemes ?? schemes;
  const scheme = (id) => (yes) => {
    const next = schemes.filter((s) => (s === id ? yes : all.includes(s)));
    set("schemes")(next.length === schemes.length ? undefined : next);
  };
  const defaulted = Object.values(own).filter((v) => v !== undefined).length;
  return html`
    <section class="part">
      <h2><span class="step" aria-hidden="true">2</span> ${say(t("计划", "The plan"))}</h2>
      <div class="fields months">
        <${Month} label=${say(t("从", "From"))} ...${bind("from")} />
        <${Month} label=${say(t("到", "To"))} ...${bind("to")} />
      </div>
      <${Check} label=${say(t("7 月按上年平均工资调整基数", "Adjust bases each July to last year's average"))} name="adjust" value=${!plan.keep_bases} onChange=${(yes) => set("keep_bases")(yes ? undefined : true)}
        hint=${say(t("公积金和社保一起在 7 月调整；“比较”页的情景里，社保从 1 月起就用上年平均工资，同一个人的全年合计因此会不同。", "Fund and insurances together, in July. A scenario on the page Compare takes last year's average for the insurances from January: the same person's year can come to another sum there."))} />
      <datalist id="departments">${departments.map((d) => html`<option key=${d} value=${d}></option>`)}</datalist>
      <${Raises} from=${plan.from} ...${list("raises")} />
      <${Rates} from=${plan.from} ...${list("rates")} />
      <${Joiners} from=${plan.from} ...${list("joiners")} />
      <${Leavers} from=${plan.from} ...${list("leavers")} />
      <details class="lines" open=${problem?.errors.some((e) => e.pointer?.startsWith("/defaults")) || undefined}>
        <summary>${say(t("空格的默认值", "Defaults for empty cells"))}${defaulted > 0 && html` <span class="count">${defaulted}</span>`}</summary>
        <p class="hint">${say(t("表里没填、或没有这一列时用。没有默认的，空着就是空着，会在检查里指出。", "For cells left empty and columns that are not there. Without a default, what is needed and missing is named by the check."))}</p>
        <div class="fields">
          <${City} label=${say(t("城市", "City"))} none=${t("没有默认", "No default")} ...${standIn("city")} />
          <${Choice} label=${say(t("单位性质", "Employer"))} choices=${[["", t("没有默认", "No default")], ...employers]} ...${standIn("employer_kind")} value=${own.employer_kind ?? ""} onChange=${(v) => standIn("employer_kind").onChange(v || undefined)} />
          <${Rate} label=${say(t("公积金 · 单位", "Fund · employer"))} ...${standIn("employer_rate")} />
          <${Rate} label=${say(t("公积金 · 个人", "Fund · employee"))} ...${standIn("employee_rate")} />
          <${Choice} label=${say(t("工伤类别", "Injury class"))} choices=${classes(t("没有默认", "No default"))} ...${number(standIn("work_injury_class"))} />
          <${Rate} label=${say(t("工伤费率（浮动后）", "Injury rate (floated)"))} ...${standIn("work_injury_rate")} />
        </div>
      </details>
      <details class="lines" open=${at(problem, "/schemes") ? true : undefined}>
        <summary>${say(t("险种", "Schemes"))}${plan.schemes && html` <span class="count">${all.length}</span>`}</summary>
        <div class="schemes" role="group" aria-label=${say(t("险种", "Schemes"))}>
          ${schemes.map((id) => html`<${Check} key=${id} label=${word("scheme", id)} name=${"scheme-" + id} value=${all.includes(id)} disabled=${all.length === 1 && all[0] === id} onChange=${scheme(id)} />`)}
        </div>
        ${at(problem, "/schemes") && html`<p class="refusals">${at(problem, "/schemes")}</p>`}
      </details>
      <${Overrides} from=${plan.from} ...${list("overrides")} />
      <details class="lines" open=${plan.known_on || plan.paid_known_on || at(problem, "/known_on") || at(problem, "/paid_known_on") ? true : undefined}>
        <summary>${say(t("补差与知情日期", "Retroactive difference, known on"))}</summary>
        <p class="hint">${say(t("当年标准常在 7 月之后公布，要补差。填上“已缴按哪天的政策”，就得到每人每月应缴、已缴和差额；其余留空即可。", "A year's bounds are often published after July and the difference is due. Say by the book of which day was paid, and you get due, paid and owed for each person and month; else leave it empty."))}</p>
        <div class="fields">
          <${Day} label=${say(t("已缴按这天所知的政策", "Paid by the book as of"))} ...${bind("paid_known_on")} />
          <${Day} label=${say(t("应缴只用这天前公布的", "Due: only what was out by"))} ...${bind("known_on")} />
        </div>
      </details>
    </section>`;
}

/** useDepartments are the departments of a finished budget, for the fields that ask for one. */
export function useDepartments(budget) {
  const { answer } = useAnswer(budget?.state === "finished" ? path(budget.id) + "/totals?by=department" : null);
  return (answer?.rows ?? []).map((r) => r.department).filter(Boolean);
}
