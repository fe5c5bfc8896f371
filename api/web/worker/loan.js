// How much the fund lends, which limit decides, and how it is paid back.

import { html } from "/vendor/htm-preact.js";
import { at, useAnswer } from "/api.js";
import { Amount, Check, Choice, Count, Day, Folded, Refusals } from "/fields.js";
import { Parameters, Rule, Warnings } from "/why.js";
import { quantity, say, yuan } from "/words.js";
import { Schedule } from "./schedule.js";

const t = (zh, en) => ({ zh, en });
const limits = {
  price: t("按房价", "By the price"), need: t("按所需资金", "By what is needed"), income: t("按还款能力", "By income"), balance: t("按账户余额", "By the balance"),
  retained: t("按留存余额", "By what must stay in"), cap: t("最高额度", "The highest amount"),
};
const homes = [["first", t("首套", "First")], ["second", t("二套", "Second")]];
const conditions = [["new", t("新房", "New")], ["used", t("二手房", "Used")]];

// The places of what is folded away until somebody asks for it, or it is refused.
const further = ["/person/birth", "/person/sex", "/children", "/down_payment", "/building_age", "/spouse/base", "/spouse/balance"];

const whole = (value) => (value === undefined || value === "" ? undefined : value);

export function Loan({ form, fund, own, setOwn, rules }) {
  const set = (key) => (value) => setOwn((o) => ({ ...o, [key]: value }));
  const v = { home: "first", condition: "new", price: "1500000.00", base: fund?.base ?? undefined, ...own };
  const body = {
    city: form.city, on: form.month && form.month + "-01",
    person: { kind: form.kind, birth: v.birth, sex: v.sex || undefined },
    home: v.home, condition: v.condition, price: v.price, down_payment: v.down, base: form.kind === "employee" ? v.base : undefined,
    balance: v.balance, average_daily_balance: form.kind === "flexible" ? v.average : undefined,
    months: whole(v.months), term_years: whole(v.years), children: whole(v.children), building_age: v.condition === "used" ? whole(v.age) : undefined,
    spouse: v.spouse ? { base: v.spouseBase, balance: v.spouseBalance } : undefined,
  };
  const { answer, problem, busy } = useAnswer(form.month ? "/loans/quota" : null, body);
  const bind = (key, pointer) => ({ name: key, value: v[key], onChange: set(key), error: at(problem, pointer) });
  const shown = [...further, "/price", "/base", "/balance", "/average_daily_balance", "/months", "/term_years"];
  return html`
    <h2>${say(t("能贷多少", "How much the fund lends"))}</h2>
    <p class="lead">${say(t("各项限额取最低的一个。没有填的，就不按那一项限制，结果会说明。", "The lowest of several limits decides. What is not filled in sets no limit, and the answer says so."))}</p>
    <div class="fields noprint">
      <${Choice} label=${say(t("第几套房", "Home"))} choices=${homes} ...${bind("home", "/home")} />
      <${Choice} label=${say(t("新房或二手房", "New or used"))} choices=${conditions} ...${bind("condition", "/condition")} />
      <${Amount} label=${say(t("房价", "Price"))} ...${bind("price", "/price")} hint=${own.price === undefined ? say(t("示例", "an example")) : undefined} />
      <${Amount} label=${say(t("账户余额", "Account balance"))} ...${bind("balance", "/balance")} />
      ${form.kind === "employee" && html`<${Amount} label=${say(t("缴存基数", "Contribution base"))} ...${bind("base", "/base")} />`}
      ${form.kind === "flexible" && html`<${Amount} label=${say(t("日均余额", "Average daily balance"))} ...${bind("average", "/average_daily_balance")} />`}
      <${Count} label=${say(t("已缴月数", "Months paid"))} ...${bind("months", "/months")} />
      <${Count} label=${say(t("贷款年限（空着：最长）", "Years (empty: the longest)"))} ...${bind("years", "/term_years")} />
    </div>
    <${Folded} class="noprint" title=${say(t("更多：年龄、子女、配偶、首付", "More: age, children, spouse, down payment"))} problem=${problem} places=${further}>
      <div class="fields">
        <${Day} label=${say(t("出生日期", "Date of birth"))} ...${bind("birth", "/person/birth")} />
        <${Choice} label=${say(t("性别", "Sex"))} choices=${[["", t("未填", "not given")], ["female", t("女", "female")], ["male", t("男", "male")]]} ...${bind("sex", "/person/sex")} value=${v.sex ?? ""} />
        <${Count} label=${say(t("未成年子女", "Minor children"))} ...${bind("children", "/children")} />
        <${Amount} label=${say(t("自付首付款", "Down payment"))} ...${bind("down", "/down_payment")} />
        ${v.condition === "used" && html`<${Count} label=${say(t("房龄（年）", "Age of the building, years"))} ...${bind("age", "/building_age")} />`}
        <${Check} label=${say(t("配偶也缴存", "My spouse contributes too"))} name="spouse" value=${v.spouse} onChange=${set("spouse")} />
        ${v.spouse && html`<${Amount} label=${say(t("配偶的缴存基数", "Spouse's base"))} ...${bind("spouseBase", "/spouse/base")} />
          <${Amount} label=${say(t("配偶的账户余额", "Spouse's balance"))} ...${bind("spouseBalance", "/spouse/balance")} />`}
      </div>
    <//>
    <div aria-live="polite" class=${busy ? "stale" : ""}>
      <${Refusals} problem=${problem} shown=${shown} />
      ${answer && html`<${Quota} answer=${answer} rules=${rules} />`}
    </div>
    <${Schedule} form=${form} quota=${answer} home=${v.home} own=${own} setOwn=${setOwn} rules=${rules} />`;
}

function Quota({ answer, rules }) {
  return html`
    <dl class="sums">
      <div class="sum main"><dt>${say(t("最多可贷", "At most"))}</dt><dd data-quota>${yuan(answer.quota)}</dd></div>
      ${answer.binding && html`<div class="sum"><dt>${say(t("由哪一项决定", "Decided"))}</dt><dd>${say(limits[answer.binding])}</dd></div>`}
      ${answer.term?.years > 0 && html`<div class="sum"><dt>${say(t("年限", "Term"))}</dt><dd>${say(t(`${answer.term.years} 年`, `${answer.term.years} years`))}</dd></div>`}
    </dl>
    <ul class="limits">${answer.limits.map((l) => html`
      <li key=${l.id} class=${l.binding ? "binding" : ""}>
        <details>
          <summary><span class="limit-name">${say(limits[l.id])}${l.binding && html` <span class="example">${say(t("最低", "lowest"))}</span>`}</span><span class="figure">${yuan(l.amount)}</span></summary>
          <p class="rules"><${Rule} id=${l.rule} rules=${rules} /></p>
          <ul class="tree"><${Node} node=${l.explain} /></ul>
        </details>
      </li>`)}</ul>
    <${Warnings} list=${answer.warnings} />
    <details><summary>${say(t("所用的规定", "What it rests on"))}</summary><${Parameters} list=${answer.because} /></details>`;
}

const operations = {
  sum: t("相加", "added"), difference: t("相减", "subtracted"), product: t("相乘", "multiplied"), quotient: t("相除", "divided"), least: t("取最小", "the least"),
  greatest: t("取最大", "the greatest"), round_down: t("舍去尾数", "rounded down"), input: t("您填的", "as entered"), assumption: t("规则自带", "in the rule"), parameter: t("政策库", "from the book"),
};

const Node = ({ node }) => node && html`
  <li>${node.name} <strong class="value">${quantity(node.value, node.unit)}</strong> <small>${say(operations[node.op] ?? node.op)}</small>
    ${node.parts?.length > 0 && html`<ul>${node.parts.map((p) => html`<${Node} node=${p} />`)}</ul>`}</li>`;
