// Labelled controls. Each takes label, value, onChange(value), and optionally hint and error (a text, see at() in api.js), name, disabled.
// An empty control is undefined, which JSON leaves out: missing is not zero.

import { html, useEffect, useMemo, useRef, useState } from "/vendor/htm-preact.js";
import { advice, at, once, useOnce } from "./api.js";
import { dayName, lang, monthName, say, shift, words } from "./words.js";

let made = 0;
const useId = () => useMemo(() => "f" + ++made, []);

/** described names the texts under a control to it. */
const described = (id, hint, error) => ({
  "aria-describedby": [hint && id + "-hint", error && id + "-error"].filter(Boolean).join(" ") || undefined,
  "aria-invalid": error ? "true" : undefined,
});

/** Around is the label above and the hint and error under a control. */
function Around({ id, label, hint, error, wide, group, children }) {
  return html`
    <div class=${"field" + (wide ? " wide" : "") + (error ? " wrong" : "")}>
      ${group ? html`<span class="label" id=${id + "-label"}>${label}</span>` : html`<label for=${id}>${label}</label>`}
      ${children}
      ${hint && html`<small id=${id + "-hint"} class="hint">${hint}</small>`}
      ${error && html`<small id=${id + "-error"} class="error">${error}</small>`}
    </div>`;
}

/** plain is what somebody meant: half-width, no separators, no blanks. What is no number stays as it is, for the API to refuse in words. */
const plain = (text) =>
  text.replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[,，\s\u00a0元¥￥%％]/g, "");

/** Text is any short text. */
export function Text({ label, value, onChange, hint, error, name, wide, ...more }) {
  const id = useId();
  return html`
    <${Around} id=${id} label=${label} hint=${hint} error=${error} wide=${wide}>
      <input id=${id} name=${name} autocomplete="off" value=${value ?? ""} ...${described(id, hint, error)} ...${more}
        onInput=${(e) => onChange(e.target.value || undefined)} />
    <//>`;
}

function Quantity({ label, value, onChange, hint, error, name, unit, read, inputmode = "decimal", ...more }) {
  const id = useId();
  return html`
    <${Around} id=${id} label=${label} hint=${hint} error=${error}>
      <div class="quantity">
        <input id=${id} name=${name} inputmode=${inputmode} autocomplete="off" value=${value ?? ""} ...${described(id, hint, error)} ...${more}
          onInput=${(e) => onChange(read(e.target.value))} />
        ${unit && html`<span class="unit" aria-hidden="true">${unit}</span>`}
      </div>
    <//>`;
}

/** Amount is yuan: "20000.00" or what was typed. */
export const Amount = (p) => html`<${Quantity} ...${p} unit=${say(words.yuan)} read=${(text) => plain(text) || undefined} />`;

/** Count is a whole number; it is given as a number where it is one, else as the text for the API to refuse. */
export const Count = (p) => html`
  <${Quantity} ...${p} inputmode="numeric" read=${(text) => (/^\d{1,9}$/.test(plain(text)) ? Number(plain(text)) : plain(text) || undefined)} />`;

/** Rate is entered in per cent and given as a fraction: 8.7 is "0.087", by moving the point in the text. */
export function Rate({ value, onChange, ...p }) {
  const [text, setText] = useState(() => shift(value ?? "", 2));
  const known = useRef(value);
  if (known.current !== value) { // set from outside
    known.current = value;
    setText(shift(value ?? "", 2));
  }
  const typed = (entered) => {
    setText(entered);
    known.current = shift(plain(entered), -2) || undefined;
    onChange(known.current);
  };
  return html`<${Quantity} ...${p} value=${text} unit="%" read=${(t) => t} onChange=${typed} />`;
}

/** Choice is one of few: choices are [value, {zh, en}] pairs. With `segments` all of them are seen at once. */
export function Choice({ label, value, onChange, choices, hint, error, name, segments, wide, disabled }) {
  const id = useId();
  if (segments) {
    return html`
      <${Around} id=${id} label=${label} hint=${hint} error=${error} wide=${wide} group>
        <div class="segments" role="radiogroup" aria-labelledby=${id + "-label"} ...${described(id, hint, error)}>
          ${choices.map(([v, text]) => html`
            <label key=${v}><input type="radio" name=${name ?? id} value=${v} checked=${v === value} disabled=${disabled} onChange=${() => onChange(v)} /><span>${say(text)}</span></label>`)}
        </div>
      <//>`;
  }
  return html`
    <${Around} id=${id} label=${label} hint=${hint} error=${error} wide=${wide}>
      <select id=${id} name=${name} disabled=${disabled} value=${value} ...${described(id, hint, error)} onChange=${(e) => onChange(e.target.value)}>
        ${choices.map(([v, text]) => html`<option key=${v} value=${v} selected=${v === value}>${say(text)}</option>`)}
      </select>
    <//>`;
}

/** Check is yes or no. */
export function Check({ label, value, onChange, hint, name, disabled }) {
  const id = useId();
  return html`
    <div class="field check">
      <label for=${id}><input id=${id} type="checkbox" name=${name} checked=${Boolean(value)} disabled=${disabled} ...${described(id, hint)}
        onChange=${(e) => onChange(e.target.checked)} /> <span>${label}</span></label>
      ${hint && html`<small id=${id + "-hint"} class="hint">${hint}</small>`}
    </div>`;
}

/**
 * Month is a year and a month, in the page's language whatever the browser's is. Where only one of them is picked there is no month yet.
 * One that is `optional` can be emptied.
 */
export function Month({ label, value, onChange, hint, error, name = "month", from = 2015, to = 2035, optional }) {
  const id = useId();
  const [half, setHalf] = useState([]);
  const [year = "", month = ""] = value ? value.split("-") : half;
  const years = [];
  for (let y = from; y <= to; y++) years.push(String(y));
  if (year && !years.includes(year)) years.push(year);
  const set = (y, m) => {
    const emptied = value && !(y && m); // half of what was a month is none
    setHalf(emptied ? [] : [y, m]);
    if (emptied || (y && m)) onChange(emptied ? undefined : y + "-" + m);
  };
  const all = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, "0"));
  const empty = !value || optional;
  const said = !value && Boolean(year) !== Boolean(month) ? say({ zh: "年和月都选了才算", en: "Choose both year and month" }) : hint;
  return html`
    <${Around} id=${id} label=${label} hint=${said} error=${error} group>
      <div class="month" role="group" aria-labelledby=${id + "-label"} ...${described(id, said, error)}>
        <select name=${name + "-year"} aria-label=${say(words.year)} value=${year} onChange=${(e) => set(e.target.value, month)}>
          ${empty && html`<option value="" selected=${!year}>—</option>`}
          ${years.map((y) => html`<option key=${y} value=${y} selected=${y === year}>${lang === "zh" ? y + "年" : y}</option>`)}
        </select>
        <select name=${name + "-month"} aria-label=${say({ zh: "月", en: "Month" })} value=${month} onChange=${(e) => set(year, e.target.value)}>
          ${empty && html`<option value="" selected=${!month}>—</option>`}
          ${all.map((m) => html`<option key=${m} value=${m} selected=${m === month}>${lang === "zh" ? Number(m) + "月" : monthName("2000-" + m).slice(0, 3)}</option>`)}
        </select>
      </div>
    <//>`;
}

/**
 * Day is a date. Browsers write it in their own way, so it is said below in the page's. While somebody is in the field it is left alone: a
 * date of which one part is being replaced is no date, and nothing else may take its place.
 */
export function Day({ label, value, onChange, hint, error, name, ...more }) {
  const id = useId();
  const [inside, setInside] = useState(false);
  const [partial, setPartial] = useState(false);
  const unfinished = partial && !inside && say(value ? { zh: "没有填完整，仍是原来的日期。", en: "Not a whole date: the one before stays." } : { zh: "日期没有填完整。", en: "Not a whole date." });
  const wrong = unfinished || error;
  const said = hint ?? (value && dayName(value));
  const read = ({ target }) => {
    setPartial(target.validity.badInput);
    if (!target.validity.badInput) onChange(target.value || undefined);
  };
  return html`
    <${Around} id=${id} label=${label} hint=${said} error=${wrong}>
      <input id=${id} name=${name} type="date" autocomplete="off" value=${inside ? undefined : value ?? ""} ...${described(id, said, wrong)} ...${more}
        onFocus=${() => setInside(true)} onBlur=${() => setInside(false)} onInput=${read} />
    <//>`;
}

/** Folded is a part of a form behind its name. It unfolds when one of its places is refused. */
export function Folded({ title, problem, places, class: kind, children }) {
  const part = useRef(null);
  const wrong = places.some((pointer) => at(problem, pointer));
  useEffect(() => {
    if (wrong) part.current.open = true;
  }, [wrong]);
  return html`<details ref=${part} class=${kind}><summary>${title}</summary>${children}</details>`;
}

const byName = (cities) => cities.toSorted((a, b) => a.name.localeCompare(b.name, lang === "zh" ? "zh-Hans-CN-u-co-pinyin" : "en"));

/** useCities gives the book's cities in the page's language, by name; [] until they are there. */
export function useCities() {
  const { answer } = useOnce("/cities");
  return useMemo(() => byName(answer ?? []), [answer]);
}

/**
 * City is searched by its Chinese name, its English one or its pinyin; arrows choose, Enter takes, Escape leaves. Who goes on with one city
 * found takes it; else it is said that none was taken. With `none` ({zh, en}) no city is a choice too, called so, and its value is undefined.
 */
export function City({ label, value, onChange, hint, error, name = "city", none }) {
  const id = useId();
  const { answer, problem } = useOnce("/cities");
  const book = useMemo(() => byName(answer ?? []), [answer]);
  const cities = none ? [{ id: undefined, name: say(none) }, ...book] : book;
  const [typed, setTyped] = useState(null); // null while nothing is searched
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [others, setOthers] = useState({}); // the names in the other language, once somebody searches
  const [missed, setMissed] = useState(); // what was typed and led to no city
  const list = useRef(null);
  const chosen = cities.find((c) => c.id === value);
  const wanted = (typed ?? "").trim().toLowerCase().replace(/\s+/g, "");
  const called = (fits) => cities.filter((c) => [c.id ?? "", c.name, others[c.id] ?? ""].some((n) => fits(n.toLowerCase().replace(/[\s']/g, ""))));
  const found = called((n) => n.includes(wanted));
  const unfold = () => {
    if (open) return;
    setOpen(true);
    setActive(Math.max(0, cities.findIndex((c) => c.id === value)));
    once("/cities", lang === "zh" ? "en" : "zh").then((all) => setOthers(Object.fromEntries(all.map((c) => [c.id, c.name]))), () => {});
  };
  const leave = () => {
    setOpen(false);
    setTyped(null);
  };
  const take = (city) => {
    leave();
    setMissed(undefined);
    if (city.id !== value) onChange(city.id);
  };
  const settle = () => { // somebody goes on without having chosen
    const exact = called((n) => n === wanted);
    const meant = exact.length === 1 ? exact : found;
    if (wanted === "") leave();
    else if (meant.length === 1) take(meant[0]);
    else {
      setMissed({ typed, several: meant.length > 1 });
      leave();
    }
  };
  const key = (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
    if (step) {
      e.preventDefault();
      if (open) setActive((n) => Math.min(found.length - 1, Math.max(0, n + step)));
      else unfold();
    } else if (e.key === "Enter" && open) {
      e.preventDefault();
      if (found[active]) take(found[active]);
      else settle();
    } else if (e.key === "Escape" && open) {
      e.preventDefault();
      leave();
    }
  };
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active, open]);
  const wrong = missed ? say(missed.several
    ? { zh: `“${missed.typed}”不止一个城市，没有改动：请从列表中选。`, en: `“${missed.typed}” could be several cities, so nothing was changed: choose one from the list.` }
    : { zh: `没有“${missed.typed}”这样的城市，没有改动。`, en: `There is no city like “${missed.typed}”, so nothing was changed.` }) : error ?? (!answer && problem?.title);
  return html`
    <${Around} id=${id} label=${label} hint=${hint} error=${wrong}>
      <div class="combo">
        <input id=${id} name=${name} role="combobox" autocomplete="off" spellcheck=${false} aria-expanded=${open ? "true" : "false"} aria-controls=${id + "-list"}
          aria-autocomplete="list" aria-activedescendant=${open && found[active] ? id + "-" + found[active].id : undefined} ...${described(id, hint, wrong)}
          value=${typed ?? chosen?.name ?? ""} placeholder=${answer || problem ? "" : "…"}
          onFocus=${(e) => e.target.select()} onClick=${unfold} onKeyDown=${key} onBlur=${settle}
          onInput=${(e) => { unfold(); setTyped(e.target.value); setMissed(undefined); setActive(0); }} />
        <ul id=${id + "-list"} ref=${list} role="listbox" aria-label=${label} hidden=${!open}>
          ${open && found.map((c, i) => html`
            <li key=${c.id} id=${id + "-" + c.id} role="option" aria-selected=${c.id === value ? "true" : "false"} class=${i === active ? "active" : ""}
              onMouseDown=${(e) => { e.preventDefault(); take(c); }}>${c.name} <span class="pinyin">${lang === "zh" ? c.id : ""}</span></li>`)}
          ${open && !found.length && html`<li class="nothing" role="option" aria-disabled="true" aria-selected="false">${say({ zh: "没有这样的城市", en: "No such city" })}</li>`}
        </ul>
      </div>
      ${!answer && problem?.again && html`<button type="button" class="quiet" onClick=${problem.again}>${say(words.again)}</button>`}
    <//>`;
}

/** Refusals lists what a problem says, but for the places a field already shows. */
export function Refusals({ problem, shown = [] }) {
  if (!problem) return null;
  const rest = problem.errors.filter((e) => !shown.some((p) => e.pointer === p || e.pointer?.startsWith(p + "/")));
  return html`
    <div class="refusals" role="alert">
      <strong>${problem.title}</strong>
      ${rest.length > 0 && html`<ul>${rest.map((e) => html`<li>${e.message} ${advice(e)}</li>`)}</ul>`}
      ${problem.again && html` <button type="button" class="quiet" onClick=${problem.again}>${say(words.again)}</button>`}
    </div>`;
}
