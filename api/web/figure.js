// A chart of the API. ECharts is fetched when the first chart comes into view; the option is the API's, only its neutral colours follow
// the theme. Beside a chart stands its table: what is drawn can also be read.

import { html, useEffect, useRef, useState } from "/vendor/htm-preact.js";
import { getRaw, postRaw } from "./api.js";
import { dark, onPaper, onTheme } from "./shell.js";
import { lang, say, words } from "./words.js";

const library = "/charts/echarts-6.1.0.js";
let loading;
const load = () => (loading ??= new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = library;
  script.onload = () => done(globalThis.echarts);
  script.onerror = () => {
    loading = undefined;
    failed(new Error(library));
  };
  document.head.append(script);
}));

// The API draws on white. In the dark the page shows through, and inks and the two darkest blues and reds become light.
const night = { "#ffffff": "transparent", "#222831": "#e3e7ec", "#5b6470": "#aab2bd", "#1d5a9e": "#5b9be0", "#86b4e0": "#a9cdf0", "#b4551a": "#e08a4c", "#2e7d5b": "#54b58a", "#c0392b": "#f07a6c" };

function dim(value) {
  if (Array.isArray(value)) return value.map(dim);
  if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, dim(v)]));
  return night[value] ?? value;
}

// Axes have colours of their own that no option of the API names; on dark they would be glaring lines and labels nobody can read.
const axes = (list) => list?.map((a) => ({
  ...a, axisLabel: { color: "#aab2bd", ...a.axisLabel }, nameTextStyle: { color: "#aab2bd", ...a.nameTextStyle },
  splitLine: { lineStyle: { color: "#353d48" }, ...a.splitLine }, axisLine: { lineStyle: { color: "#6b7684" }, ...a.axisLine }, axisTick: { lineStyle: { color: "#6b7684" }, ...a.axisTick },
}));
const darken = (option) => ({ ...dim(option), xAxis: axes(dim(option.xAxis)), yAxis: axes(dim(option.yAxis)) });

/**
 * Figure draws POST /charts/{kind} with `body`, or GET with `query` (a string) where there is no body; `path` is the address of a chart
 * that is elsewhere in the API, instead of a kind. `label` says what it shows,
 * children are the table or list that says the same in words.
 */
export function Figure({ kind, path: elsewhere, body, query = "", label, children }) {
  const place = useRef(null);
  const chart = useRef(null);
  const [seen, setSeen] = useState(false);
  const [width, setWidth] = useState(0);
  const [shown, setShown] = useState({ busy: true });
  const draw = useRef(null);
  const address = elsewhere ?? "/charts/" + kind;
  const question = body === undefined ? query : JSON.stringify(body);

  useEffect(() => onTheme(() => draw.current()), []); // at once: paper does not wait
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && setSeen(true), { rootMargin: "200px" });
    watch.observe(place.current);
    let timer;
    const measure = () => place.current && setWidth((w) => (Math.abs(place.current.clientWidth - w) > 8 ? place.current.clientWidth : w));
    const size = new ResizeObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(measure, 150);
    });
    size.observe(place.current);
    measure();
    return () => {
      clearTimeout(timer);
      watch.disconnect();
      size.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    if (!seen || width < 50) return;
    const stop = new AbortController();
    const path = address + "?width=" + Math.min(2400, Math.max(280, width)) + (body === undefined && query ? "&" + query : "");
    const options = { signal: stop.signal };
    setShown((last) => ({ ...last, busy: true }));
    const timer = setTimeout(async () => {
      try {
        const [answer, echarts] = await Promise.all([body === undefined ? getRaw(path, options) : postRaw(path, body, options), load()]);
        const option = await answer.json();
        if (!stop.signal.aborted) setShown({ option, echarts, height: Number(answer.headers.get("X-Chart-Height")) || 320 });
      } catch (problem) {
        if (!stop.signal.aborted) setShown({ problem });
      }
    }, 60);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [seen, width, address, question, lang]);
  draw.current = () => {
    const { option, echarts, height } = shown;
    if (!option) {
      if (shown.problem) {
        chart.current?.dispose();
        chart.current = null;
        place.current.style.height = "0";
      }
      return;
    }
    place.current.style.height = height + "px";
    chart.current ??= echarts.init(place.current, null, { locale: lang.toUpperCase() });
    chart.current.resize();
    const figure = new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 4 });
    const drawn = dark() ? darken(option) : option;
    chart.current.setOption({ ...drawn, ...(onPaper() && { animation: false }), tooltip: { ...drawn.tooltip, valueFormatter: (v) => (typeof v === "number" ? figure.format(v) : "—") } }, { notMerge: true });
  };
  useEffect(() => draw.current(), [shown]);

  return html`
    <figure class=${"chart" + (shown.busy ? " busy" : "")}>
      <div ref=${place} class="plot" role="img" aria-label=${label ?? shown.option?.title?.[0]?.text ?? ""}></div>
      ${shown.problem && html`<p class="refusals">${shown.problem.title ?? say(words.offline)} ${shown.problem.detail ?? ""}</p>`}
      ${children}
    </figure>`;
}

/** TableOf folds away the table that says what a chart shows. */
export const TableOf = ({ title = { zh: "同样内容的表格", en: "The same as a table" }, children }) => html`
  <details class="as-table"><summary>${say(title)}</summary>${children}</details>`;
