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
  const stroke = useRef(null); // what is being drawn: its mark (undefined wipes), the last month, and for a finger where it went down
  const place = useRef(null);
  const press = (m) => onMark([m], marks[m] === brush ? undefined : brush);
  // A mouse draws at once. A finger may have come to scroll: it draws when it moves sideways, and marks when it is lifted where it was; what
  // goes up or down is the browser's, which says so by pointercancel.
  const begin = (m) => (e) => {
    if (e.button) return;
    e.target.releasePointerCapture?.(e.pointerId);
    stroke.current = { mark: marks[m] === brush ? undefined : brush, last: m, down: e.pointerType === "mouse" ? undefined : { x: e.clientX, y: e.clientY } };
    if (!stroke.current.down) press(m);
  };
  const draw = (e) => {
    if (!stroke.current) return;
    const { down } = stroke.current;
    if (down) {
      const [dx, dy] = [Math.abs(e.clientX - down.x), Math.abs(e.clientY - down.y)];
      if (dx < 8 || dx < dy) return;
      stroke.current.down = undefined;
      onMark([stroke.current.last], stroke.current.mark);
    }
    const m = document.elementFromPoint(e.clientX, e.clientY)?.closest("[data-month]")?.dataset.month;
    if (!m || m === stroke.current.last) return;
    const [a, b] = [months.indexOf(stroke.current.last), months.indexOf(m)];
    stroke.current.last = m;
    onMark(months.slice(Math.min(a, b), Math.max(a, b) + 1), stroke.current.mark);
  };
  const end = () => {
    stroke.current = null;
  };
  const lift = () => {
    if (stroke.current?.down) onMark([stroke.current.last], stroke.current.mark);
    end();
  };
  const move = (i) => (e) => {
    const row = getComputedStyle(place.current.querySelector(".cells")).gridTemplateColumns.split(" ").length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, Home: -i, End: months.length - 1 - i }[e.key];
    if (step !== undefined) {
      e.preventDefault();
      const next = Math.min(months.length - 1, Math.max(0, i + step));
      setActive(next);
      place.current.querySelector(`[data-month="${months[next]}"]`).focus();
    }
  };
  // A click without a pointer is the Space bar's, a screen reader's or a voice's.
  const years = Map.groupBy(months, (m) => m.slice(0, 4));
  return html`
    <div class="timeline" ref=${place} role="group" aria-label=${label} onPointerMove=${draw} onPointerUp=${lift} onPointerCancel=${end} onPointerLeave=${end}>
      ${[...years].map(([year, list]) => html`
        <div class="year" key=${year}><span class="year-name">${year}</span>
          <div class="cells">${list.map((m) => {
            const i = months.indexOf(m), n = Number(m.slice(5)), a = answers?.[m], mark = marks[m];
            const said = [monthName(m), mark ? say(named[mark]) : a?.status ? word("status", a.status) : "", a ? word("state", a.state) : "",
              a ? say(t("余额", "balance")) + " " + yuan(a.balance) : "", a?.loan_eligible ? say(t("可申请贷款", "a loan is open")) : ""].filter(Boolean).join(lang === "zh" ? "，" : ", ");
            const state = mark ?? (a?.status === "missed" ? "gap" : a?.status ?? a?.state ?? "");
            return html`
              <button type="button" key=${m} data-month=${m} tabindex=${i === Math.min(active, months.length - 1) ? 0 : -1} aria-label=${said} aria-pressed=${mark ? "true" : "false"} title=${said}
                class=${"cell is-" + state + (a?.loan_eligible ? " open-loan" : "")} style=${{ "--at": n, "--at-narrow": ((n - 1) % 6) + 1 }} onFocus=${() => setActive(i)}
                onPointerDown=${begin(m)} onClick=${(e) => e.detail === 0 && press(m)} onKeyDown=${move(i)}>
                <span class="m">${lang === "zh" ? n + "月" : monthName(m).slice(0, 3)}</span><span class="s" aria-hidden="true">${mark ? signs[mark] : a?.status === "missed" ? "×" : a?.state === "sealed" ? "‖" : a?.loan_eligible ? "✓" : a?.status === "paid" ? "·" : ""}</span>
              </button>`;
          })}</div>
        </div>`)}
    </div>`;
}
