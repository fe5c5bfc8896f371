// The worker's door: one form, answered as one types, and below it what follows from the answer.

import { html, useEffect, useMemo, useState } from "/vendor/htm-preact.js";
import { get, once, useAnswer, useRules } from "/api.js";
import { Refusals } from "/fields.js";
import { start } from "/shell.js";
import { query, say, setQuery, words } from "/words.js";
import { contribution, example, fromScenario, personal, scenario } from "./ask.js";
import { Form, fieldsOf } from "./form.js";
import { Keep } from "./keep.js";
import { Payslip, payslipRows } from "./payslip.js";
import { Tiers, useTiers } from "./tiers.js";
import { useWants } from "./wants.js";

const t = (zh, en) => ({ zh, en });
const tabs = [["payslip", t("工资条", "Payslip")], ["july", t("七月变化", "July changes")], ["account", t("账户", "Account")], ["loan", t("贷款", "Loan")]];

// The service says which month it is: a visitor's clock may be anywhere.
const thisMonth = once("/cities/wuhan/tiers").then((answer) => answer.month);

function useForm() {
  const [form, setForm] = useState({ ...example, example: true, city: query("city") ?? "wuhan", month: /^\d{4}-\d{2}$/.test(query("month") ?? "") ? query("month") : undefined });
  const [problem, setProblem] = useState();
  useEffect(() => {
    const id = query("scenario");
    if (id) get("/scenarios/" + encodeURIComponent(id)).then((kept) => setForm((f) => ({ ...f, ...fromScenario(kept.scenario), example: false })), setProblem);
    else if (!form.month) thisMonth.then((month) => setForm((f) => ({ ...f, month: f.month ?? month })), setProblem);
  }, []);
  const set = (key) => (value) => {
    setForm((f) => ({ ...f, [key]: value, example: f.example && !personal.has(key) }));
    if (key === "city" || key === "month") setQuery({ [key]: value });
  };
  return { form, set, problem };
}

function useTab() {
  const read = () => (tabs.some(([id]) => "#" + id === location.hash) ? location.hash.slice(1) : "payslip");
  const [tab, setTab] = useState(read);
  useEffect(() => {
    const follow = () => setTab(read());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return tab;
}

/** Later loads a part of the page when it is first shown. */
function Later({ load, ...props }) {
  const [Part, setPart] = useState();
  useEffect(() => {
    load().then((P) => setPart(() => P));
  }, []);
  return Part ? html`<${Part} ...${props} />` : html`<p class="note" aria-busy="true">${say(words.busy)}</p>`;
}
const later = {
  july: () => import("./july.js").then((m) => m.July),
  account: () => import("./account.js").then((m) => m.Account),
  loan: () => import("./loan.js").then((m) => m.Loan),
};

function Worker() {
  const { form, set, problem: lost } = useForm();
  const tab = useTab();
  const alone = form.kind === "flexible";
  const wants = useWants(form.city, form.month, alone);
  const tiers = useTiers(alone ? form.city : null, form.month);
  const ready = form.city && form.month && (!alone || wants);
  const asked = useAnswer(ready ? "/contributions" : null, contribution(form, wants));
  const rules = useRules(form.city);
  const { answer, problem, busy } = asked;
  const [account, setAccount] = useState({}); // kept here, so that a look at another tab loses nothing
  const [loan, setLoan] = useState({});
  const fund = useMemo(() => answer?.lines.find((l) => l.scheme === "housing_fund"), [answer]);
  return html`
    <h1>${say(t("每月缴多少，算到分", "What you pay each month, to the fen"))}</h1>
    <p class="lead">${say(t("住房公积金和社会保险：单位缴多少，个人缴多少，到手多少。每个数都能点开看依据。", "Housing fund and social insurance: what the employer pays, what you pay, what you take home. Every figure opens to its reason."))}</p>
    <div class="worker">
      <${Form} form=${form} set=${set} problem=${problem} wants=${wants} tiers=${tiers.answer?.tiers} />
      <div class="answer">
        <nav class="tabs" aria-label=${say(t("看什么", "What to see"))}><ul>${tabs.map(([id, name]) => html`
          <li><a href=${"#" + id} aria-current=${id === tab ? "true" : undefined}>${say(name)}</a></li>`)}</ul></nav>
        <${Refusals} problem=${lost} />
        ${tab === "payslip" && html`
          <section aria-labelledby="payslip-title">
            <h2 id="payslip-title" class="sr">${say(t("工资条", "Payslip"))}</h2>
            <div aria-live="polite" aria-busy=${busy ? "true" : "false"}>
              <${Refusals} problem=${problem} shown=${fieldsOf} />
              ${answer ? html`<${Payslip} answer=${answer} rules=${rules} alone=${alone} stale=${busy || problem} />` : !problem && !lost && html`<p class="note">${say(words.busy)}</p>`}
            </div>
            ${answer && html`<${Keep} name=${"fenhao-" + answer.city + "-" + answer.month} rows=${() => payslipRows(answer)} json=${() => answer} scenario=${() => scenario(form, wants)} />`}
            ${alone && html`<h2>${say(t("各档并排看", "The tiers side by side"))}</h2><${Tiers} tiers=${tiers} chosen=${{ pension: wants?.fields.has("/flexible/pension_tier") && form.pensionTier }} />`}
          </section>`}
        ${tab === "july" && html`<${Later} key="july" load=${later.july} form=${form} wants=${wants} />`}
        ${tab === "account" && html`<${Later} key="account" load=${later.account} form=${form} fund=${fund} own=${account} setOwn=${setAccount} rules=${rules} />`}
        ${tab === "loan" && html`<${Later} key="loan" load=${later.loan} form=${form} fund=${fund} own=${loan} setOwn=${setLoan} account=${account} rules=${rules} />`}
      </div>
    </div>`;
}

start(Worker, { door: "/", title: words.calculator });
