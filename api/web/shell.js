// What every page has around it: the way to the other pages, language, theme, and the state of the book at the foot.

import { html, render, useEffect, useState } from "/vendor/htm-preact.js";
import { lang, onLanguage, remember, say, setLanguage, words } from "./words.js";
import { useOnce } from "./api.js";

const doors = [
  ["/", words.calculator], ["/budget", words.budget], ["/compare", words.compare], ["/book", words.book], ["/charts", words.charts],
  ["/swagger/index.html", words.api],
];

/** start draws a page: its component inside the shell. `door` is the address of its entry above, `title` {zh, en}. */
export function start(Page, { door, title }) {
  const place = document.getElementById("page");
  place.textContent = "";
  render(html`<${Shell} Page=${Page} door=${door} title=${title} />`, place);
}

// On paper everything that is folded is open: a figure without its reason is no use there. And it is white, charts too.
let unfolded = [];
let printing = false;
const recolour = () => document.dispatchEvent(new Event("theme"));
addEventListener("beforeprint", () => {
  printing = true;
  recolour();
  unfolded = [...document.querySelectorAll("main details:not([open])")];
  for (const d of unfolded) d.open = true;
});
addEventListener("afterprint", () => {
  for (const d of unfolded) d.open = false;
  printing = false;
  recolour();
});

function Shell({ Page, door, title }) {
  const [, redraw] = useState(0);
  useEffect(() => onLanguage(() => redraw((n) => n + 1)), []);
  document.title = say(title) + " · " + say(words.fenhao);
  return html`
    <a class="skip" href="#content" onClick=${toContent}>${say(words.skip)}</a>
    <${Header} door=${door} />
    <main id="content" tabindex="-1"><${Page} key="page" lang=${lang} /></main>
    <${Footer} />`;
}

/** toContent goes to the main part and leaves the address alone: what stands behind its # is which tab is shown. */
function toContent(event) {
  event.preventDefault();
  document.getElementById("content").focus();
}

/** useTab is which of the tabs [[id, {zh, en}]] the address names behind its #; the first, where it names none. */
export function useTab(tabs) {
  const read = () => tabs.find(([id]) => "#" + id === location.hash)?.[0] ?? tabs[0][0];
  const [tab, setTab] = useState(read);
  useEffect(() => {
    const follow = () => setTab(read());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return tab;
}

/** Tabs are links to the parts of a page. */
export const Tabs = ({ tabs, tab }) => html`
  <nav class="tabs" aria-label=${say({ zh: "看什么", en: "What to see" })}><ul>${tabs.map(([id, name]) => html`
    <li><a href=${"#" + id} aria-current=${id === tab ? "true" : undefined}>${say(name)}</a></li>`)}</ul></nav>`;

/** Later loads a part of a page when it is first shown; load() promises the component. */
export function Later({ load, ...props }) {
  const [Part, setPart] = useState();
  const [lost, setLost] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setLost(false);
    load().then((P) => setPart(() => P), () => setLost(true));
  }, [turn]);
  if (Part) return html`<${Part} ...${props} />`;
  if (!lost) return html`<p class="note" aria-busy="true">${say(words.busy)}</p>`;
  return html`<p class="refusals" role="alert">${say(words.offline)} <button type="button" class="quiet" onClick=${() => setTurn(turn + 1)}>${say(words.again)}</button></p>`;
}

function Header({ door }) {
  const other = lang === "zh" ? "en" : "zh";
  const change = (event) => {
    event.preventDefault(); // what was entered stays
    setLanguage(other);
  };
  return html`
    <header class="top">
      <a class="name" href=${"/?lang=" + lang}><strong lang="zh">分毫</strong> <span lang="en">Fenhao</span></a>
      <nav aria-label=${say(words.pages)}>
        <ul>${doors.map(([address, name]) => html`
          <li><a href=${address + "?lang=" + lang} aria-current=${address === door ? "page" : undefined}>${say(name)}</a></li>`)}
        </ul>
      </nav>
      <div class="switches">
        <${Theme} />
        <a class="language" href=${"?lang=" + other} lang=${other} hreflang=${other} onClick=${change}>${other === "en" ? "English" : "中文"}</a>
      </div>
    </header>`;
}

const themes = [["auto", words.auto], ["light", words.light], ["dark", words.dark]];

function Theme() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? "auto");
  const change = (event) => {
    const next = event.target.value;
    setTheme(next);
    if (next === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    remember("theme", next === "auto" ? null : next);
    recolour();
  };
  return html`
    <select class="theme" aria-label=${say(words.theme)} value=${theme} onChange=${change}>
      ${themes.map(([value, name]) => html`<option value=${value} selected=${value === theme}>${say(name)}</option>`)}
    </select>`;
}

function Footer() {
  const { answer } = useOnce("/cities/wuhan"); // any city says the book's hash
  return html`
    <footer class="foot">
      <p>${say({
        zh: "每个数都有日期、来源和依据；来源弱的、沿用的、暂行的都会说明。结果供参考，以经办机构核定为准。",
        en: "Every figure has its date, its source and its rule; what is weakly supported, carried forward or provisional is said. For orientation: the offices have the last word.",
      })}</p>
      <p>${say({ zh: "政策库", en: "Policy book" })} <code class="ruleset">${answer?.ruleset ?? "…"}</code> · <a href=${"/book?lang=" + lang}>${say({ zh: "各城市的依据", en: "what each city rests on" })}</a></p>
    </footer>`;
}

/** onPaper tells whether the page is being printed. */
export const onPaper = () => printing;

/** dark tells whether the page is shown dark; paper never is. */
export const dark = () => {
  if (printing) return false;
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

/** onTheme calls when light becomes dark or the other way, and gives back how to stop that. */
export function onTheme(listener) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener("theme", listener);
  system.addEventListener("change", listener);
  return () => {
    document.removeEventListener("theme", listener);
    system.removeEventListener("change", listener);
  };
}
