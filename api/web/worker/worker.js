// The worker's door: one form, answered as one types, and below it what follows from the answer.

import { html, useEffect, useState } from "/vendor/htm-preact.js";
import { advice, unknown, useChecked, useOnce, useRules, useThisMonth } from "/api.js";
import { Refusals, useCities } from "/fields.js";
import { Later, Tabs, start, useTab } from "/shell.js";
import { lang, query, say, setQuery, words, yuan } from "/words.js";
import { beyond, counted, example, fitted, fromScenario, left, personal, scenario } from "./ask.js";
import { Form, entered, equal, fieldsOf } from "./form.js";
import { Keep } from "./keep.js";
import { useKnown, useLacking, useMonth } from "./month.js";
import { Payslip, carried, declined, estimate, estimated, fewer, payslipRows, uncounted } from "./payslip.js";
import { Tiers, useTiers } from "./tiers.js";
import { barred, useWants } from "./wants.js";

const t = (zh, en) => ({ zh, en });
const tabs = [["payslip", t("工资条", "Payslip")], ["july", t("七月变化", "July changes")], ["account", t("账户", "Account")], ["loan", t("贷款", "Loan")]];

/** useForm is what the form holds: the example, or what was kept under an id in the address. */
function useForm() {
  const [form, setForm] = useState({ ...example, example: true, kind: query("kind") === "flexible" ? "flexible" : example.kind, city: query("city") ?? example.city, month: /^\d{4}-\d{2}$/.test(query("month") ?? "") ? query("month") : undefined });
  const [id, setId] = useState(query("scenario"));
  const [kept, setKept] = useState(); // the scenario the figures are of, until one is changed
  const saved = useOnce(id ? "/scenarios/" + encodeURIComponent(id) : null);
  const today = useThisMonth(!form.month && (!id || Boolean(saved.problem)));
  useEffect(() => {
    if (!id || kept || !saved.answer) return;
    setKept(saved.answer.scenario);
    setForm((f) => ({ ...f, ...fromScenario(saved.answer.scenario), example: false }));
  }, [saved.answer]);
  useEffect(() => {
    if (today.month) setForm((f) => ({ ...f, month: f.month ?? today.month }));
  }, [today.month]);
  const { known, settled } = useKnown(form.city, form.month);
  const set = (key) => (value) => {
    const rate = key === "employerRate" || key === "employeeRate";
    const both = rate && equal(known) ? { employerRate: value, employeeRate: value } : {}; // one changed alone could only be refused
    setForm((f) => ({ ...(rate ? { ...fitted(f, known), rated: true } : f), ...both, [key]: value, example: f.example && !personal.has(key) }));
    if (id) { // what stands here now is not what was kept
      setId(null);
      setKept(undefined);
      setQuery({ scenario: null });
    }
    if (key === "city" || key === "month") setQuery({ [key]: value });
    if (key === "kind") setQuery({ kind: value === example.kind ? null : value });
  };
  // The rates of the example are known to fit its own city; of others their bounds have to be there first.
  const ready = form.rated || form.city === example.city || settled;
  return { form: fitted(form, known), known, ready, set, id, kept, loading: Boolean(id) && !kept && !saved.problem, problem: saved.problem ?? (form.month ? undefined : today.problem) };
}

const later = {
  july: () => import("./july.js").then((m) => m.July),
  account: () => import("./account.js").then((m) => m.Account),
  loan: () => import("./loan.js").then((m) => m.Loan),
};

/** Quick is the answer in one line at the foot of a small screen, where the form fills it. Screen readers hear the payslip instead. */
function Quick({ answer, alone, out, checked, stale }) {
  if (!answer) return null;
  const less = [...uncounted(answer, out), ...declined(answer, out)];
  const said = [carried(answer, checked), estimated(answer) && say(estimate), less.length > 0 && fewer(less)].filter(Boolean);
  const one = (name, value) => value && html`<span>${say(name)} <b>${yuan(value)}</b></span>`;
  return html`
    <div class=${"quick" + (stale ? " stale" : "")} aria-hidden="true">
      ${one(t("到手", "take home"), answer.take_home)}${one(t("个人", "you"), answer.totals.employee)}${!alone && one(t("单位", "employer"), answer.totals.employer)}
      ${said.length > 0 && html`<small>${said.join(" · ")}</small>`}
    </div>`;
}

/** Unanswered says that nothing of what was asked can be calculated here, what is missing, and where that stands. */
function Unanswered({ form, errors }) {
  return html`
    <div class="refusals" role="alert">
      <strong>${say(t("这个月在这里还算不出来", "This cannot be calculated here and now"))}</strong>
      <ul>${errors.map((e) => html`<li>${e.message}</li>`)}</ul>
      <p>${[...new Set(errors.map(advice))].join(" ")} <a href=${`/book?city=${form.city}&on=${form.month}-01&view=gaps&lang=${lang}`}>${say(t("政策库：这里缺什么", "The book: what is missing here"))}</a></p>
    </div>`;
}

/** Beyond says what of a kept scenario this page does not show, and where it is shown. */
function Beyond({ id, kept, lacking }) {
  const more = beyond(kept, lacking);
  if (!more.length) return null;
  return html`
    <p class="uncounted"><strong>${say(t("保存的情景里还有本页不显示的：", "The scenario that was saved has more than this page shows: "))}</strong>${more.map(say).join(say(t("、", ", ")))}${say(t("。以下是不计这些的一个月。", ". Below is one month without it."))}
      ${" "}<a href=${`/compare?scenario=${encodeURIComponent(id)}&lang=${lang}`}>${say(t("在“比较”页看全部", "All of it, on the page Compare"))}</a></p>`;
}

function Worker() {
  const { form, known, ready: fits, set, id, kept, loading, problem: lost } = useForm();
  const tab = useTab(tabs);
  const alone = form.kind === "flexible";
  const tiers = useTiers(alone ? form.city : null, form.month);
  const wants = useWants(form.city, form.month, alone, tiers);
  const ready = form.city && form.month && (alone ? wants : fits);
  const lacking = useLacking(form.city, form.month);
  const { answer, problem, busy } = useMonth(form, wants, lacking, ready);
  const missing = problem?.errors.filter(unknown) ?? [];
  const out = alone ? barred(form, wants) : left(form, lacking);
  const untaxed = !alone && form.tax && out.length > 0;
  const rules = useRules(form.city);
  const checked = useChecked(form.city);
  const cities = useCities();
  const [july, setJuly] = useState({}); // kept here, so that a look at another tab loses nothing
  const [account, setAccount] = useState({});
  const [loan, setLoan] = useState({});
  const fund = answer?.lines.find((l) => l.scheme === "housing_fund");
  return html`
    <h1>${say(t("每月缴多少，算到分", "What you pay each month, to the fen"))}</h1>
    <p class="lead">${say(t("住房公积金和社会保险：单位缴多少，个人缴多少，到手多少。每个数都能点开看依据。", "Housing fund and social insurance: what the employer pays, what you pay, what you take home. Every figure opens to its reason."))}</p>
    ${loading ? html`<p class="note" aria-busy="true">${say(words.busy)}</p>` : html`<div class="worker">
      <div class="asked">
        <${Form} form=${form} set=${set} problem=${problem} wants=${wants} tiers=${tiers.answer?.tiers} known=${known} />
        <${Quick} answer=${answer} alone=${alone} out=${out} checked=${checked} stale=${busy || problem} />
      </div>
      <div class="answer">
        <${Tabs} tabs=${tabs} tab=${tab} />
        <${Refusals} problem=${lost} />
        ${kept && html`<${Beyond} id=${id} kept=${kept} lacking=${lacking} />`}
        ${tab === "payslip" && html`
          <section>
            <h2 class="sr">${say(t("工资条", "Payslip"))}</h2>
            ${!alone && html`<p class="paper">${say(t("上年度月平均工资", "Average wage last year"))} ${yuan(form.average)} · ${say(t("应发工资", "wage"))} ${yuan(form.wage)}</p>`}
            <div aria-live="polite" aria-busy=${busy ? "true" : "false"}>
              ${missing.length > 0 && html`<${Unanswered} form=${form} errors=${missing} />`}
              ${problem && missing.length < (problem.errors.length || 1) && html`<${Refusals} problem=${entered(problem)} shown=${fieldsOf} />`}
              ${answer && html`<${Payslip} answer=${answer} rules=${rules} known=${known} checked=${checked} alone=${alone} name=${say(tabs[0][1])} city=${cities.find((c) => c.id === answer.city)?.name ?? ""} out=${out} untaxed=${untaxed} busy=${busy} outdated=${problem} />`}
              ${!answer && !problem && !lost && html`<p class="note">${say(words.busy)}</p>`}
            </div>
            ${answer && !problem && html`<${Keep} name=${"fenhao-" + answer.city + "-" + answer.month} rows=${() => payslipRows([answer], out)} json=${() => (out.length > 0 ? { ...answer, not_known: out } : answer)}
              scenario=${() => scenario(counted(form, lacking), wants)} />`}
            ${alone && html`<h2>${say(t("各档并排看", "The tiers side by side"))}</h2><${Tiers} tiers=${tiers} chosen=${{ pension: wants?.fields.has("/flexible/pension_tier") && form.pensionTier, medical: wants?.fields.has("/flexible/medical_tier") && form.medicalTier }} />`}
          </section>`}
        ${tab === "july" && html`<${Later} key="july" load=${later.july} form=${form} own=${july} setOwn=${setJuly} />`}
        ${tab === "account" && html`<${Later} key="account" load=${later.account} form=${form} fund=${fund} own=${account} setOwn=${setAccount} rules=${rules} />`}
        ${tab === "loan" && html`<${Later} key="loan" load=${later.loan} form=${form} fund=${fund} own=${loan} setOwn=${setLoan} account=${account} rules=${rules} />`}
      </div>
    </div>`}`;
}

start(Worker, { door: "/", title: words.calculator });
