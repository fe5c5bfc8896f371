// A row of months in which gaps are put by pressing, by drawing over them, or by arrows and Space. What a mark means is the chosen brush.

import { html, useRef, useState } from "/vendor/htm-preact.js";
import { lang, later, monthName, say, word, yuan } from "/words.js";

const t = (zh, en) => ({ zh, en });

/** brushes are what can happen in a month, beside its being paid. */
export const brushes = [
  ["miss", t("漏缴", "Missed")], ["suspend", t("停缴", "Suspended")], ["resume", t("恢复", "Resumed")], ["back_pay", t("补缴", "Made good")],
];
const signs = { miss: "×", suspend: "‖", resume: "▶", back_pay: "↺" };
const named = Object.fromEntries(brushes);

/** monthsFrom lists n months. */
export const monthsFrom = (first, n) => Array.from({ length: n }, (_, i) => later(first, i));

/** events makes the account's events of the marks: a suspension runs to the month after its last marked one, a payment of arrears reaches to the last gap before it. */
export function events(marks, months) {
  const out = [];
  const gap = (m) => marks[m] === "miss" || marks[m] === "suspend";
  for (const [i, m] of months.entries()) {
    const before = months[i - 1];
    if (marks[before] === "suspend" && marks[m] !== "suspend" && marks[m] !== "resume") out.push({ on: m + "-01", type: "resume" });
    if (marks[m] === "miss" || marks[m] === "resume") out.push({ on: m + "-01", type: marks[m] });
    if (marks[m] === "suspend" && marks[before] !== "suspend") out.push({ on: m + "-01", type: "suspend" });
    if (marks[m] === "back_pay") {
      const through = months.slice(0, i).findLast(gap);
      out.push({ on: m + "-25", type: "back_pay", through: through ?? before ?? m });
    }
  }
  return out;
}

/** Timeline shows months and their answers; onMark(months, brush or undefined) is called with what was marked. */
export function Timeline({ months, marks, answers, brush, onMark, label }) {
  const [active, setActive] = useState(0);
  const stroke = useRef(null); // the mark that is being drawn; undefined wipes
  const place = useRef(null);
  const begin = (m) => {
    stroke.current = { mark: marks[m] === brush ? undefined : brush, last: m };
    onMark([m], stroke.current.mark);
  };
  const draw = (e) => {
    if (!stroke.current) return;
    const m = document.elementFromPoint(e.clientX, e.clientY)?.closest("[data-month]")?.dataset.month;
    if (!m || m === stroke.current.last) return;
    const [a, b] = [months.indexOf(stroke.current.last), months.indexOf(m)];
    stroke.current.last = m;
    onMark(months.slice(Math.min(a, b), Math.max(a, b) + 1), stroke.current.mark);
  };
  const end = () => {
    stroke.current = null;
  };
  const press = (i) => (e) => {
    const years = place.current.querySelector("[data-month]").parentElement.childElementCount;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: years, ArrowUp: -years, Home: -i, End: months.length - 1 - i }[e.key];
    if (step !== undefined) {
      e.preventDefault();
      const next = Math.min(months.length - 1, Math.max(0, i + step));
      setActive(next);
      place.current.querySelector(`[data-month="${months[next]}"]`).focus();
    } else if (e.key === " " || e.key === "Enter") {
      e.preventDefault();
      onMark([months[i]], marks[months[i]] === brush ? undefined : brush);
    }
  };
  const years = Map.groupBy(months, (m) => m.slice(0, 4));
  return html`
    <div class="timeline" ref=${place} role="group" aria-label=${label} onPointerMove=${draw} onPointerUp=${end} onPointerCancel=${end} onPointerLeave=${end}>
      ${[...years].map(([year, list]) => html`
        <div class="year" key=${year}><span class="year-name">${year}</span>
          <div class="cells">${list.map((m) => {
            const i = months.indexOf(m), a = answers?.[m], mark = marks[m];
            const said = [monthName(m), mark ? say(named[mark]) : a?.status ? word("status", a.status) : "", a ? word("state", a.state) : "",
              a ? say(t("余额", "balance")) + " " + yuan(a.balance) : "", a?.loan_eligible ? say(t("可申请贷款", "a loan is open")) : ""].filter(Boolean).join(lang === "zh" ? "，" : ", ");
            const state = mark ?? (a?.status === "missed" ? "gap" : a?.status ?? a?.state ?? "");
            return html`
              <button type="button" key=${m} data-month=${m} tabindex=${i === Math.min(active, months.length - 1) ? 0 : -1} aria-label=${said} aria-pressed=${mark ? "true" : "false"} title=${said}
                class=${"cell is-" + state + (a?.loan_eligible ? " open-loan" : "")} onFocus=${() => setActive(i)}
                onPointerDown=${(e) => { e.target.releasePointerCapture?.(e.pointerId); begin(m); }} onKeyDown=${press(i)}>
                <span class="m">${lang === "zh" ? Number(m.slice(5)) + "月" : monthName(m).slice(0, 3)}</span><span class="s" aria-hidden="true">${mark ? signs[mark] : a?.status === "missed" ? "×" : a?.state === "sealed" ? "‖" : a?.loan_eligible ? "✓" : a?.status === "paid" ? "·" : ""}</span>
              </button>`;
          })}</div>
        </div>`)}
    </div>`;
}
