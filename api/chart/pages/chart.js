// A page of one chart: builds the form of its kind, asks the API, and hands the answer to ECharts. The answer is data: no text in it is
// ever read as HTML or as script, and tooltips are drawn on the canvas.

import { build, fillParameters, get, values } from "./fields.js";
import { kinds } from "./forms.js";
import { dress, lang, say, words } from "./words.js";

const kind = location.pathname.split("/").pop();
const page = kinds[kind];
const byId = (id) => document.getElementById(id);
const form = byId("form"), status = byId("status"), errors = byId("errors"), place = byId("chart"), links = byId("links");
let chart, body, drawnAt, turn = 0;

/** ask posts the last question in the form wanted. */
function ask(accept) {
  const width = Math.min(2400, Math.max(280, Math.floor(place.clientWidth)));
  drawnAt = place.clientWidth;
  return fetch("/api/v1/charts/" + kind + "?lang=" + lang + "&width=" + width, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
  });
}

/** refuse shows a problem, all of it. */
function refuse(problem) {
  const line = (name, text) => {
    const e = document.createElement(name);
    e.textContent = text;
    return e;
  };
  const list = document.createElement("ul");
  for (const e of problem.errors ?? []) list.append(line("li", e.message + " " + e.hint));
  errors.replaceChildren(line("strong", problem.title), list);
}

async function draw() {
  const mine = ++turn;
  status.textContent = say(words.busy);
  place.classList.add("busy");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await ask("application/json");
    const data = await answer.json();
    if (mine !== turn) return; // a newer question is on its way
    errors.replaceChildren();
    if (!answer.ok) {
      refuse(data);
      clear();
      return;
    }
    show(data, Number(answer.headers.get("X-Chart-Height")));
  } catch {
    if (mine === turn) errors.textContent = say(words.offline);
  } finally {
    if (mine === turn) {
      status.textContent = "";
      place.classList.remove("busy");
      form.removeAttribute("aria-busy");
    }
  }
}

function clear() {
  chart?.dispose();
  chart = undefined;
  place.style.height = "0";
  links.hidden = true;
}

function show(option, height) {
  place.style.height = height + "px";
  place.setAttribute("aria-label", option.title[0].text);
  if (!chart) chart = echarts.init(place, null, { locale: lang.toUpperCase() });
  chart.resize();
  const yuan = /元|yuan/.test(JSON.stringify([option.xAxis, option.yAxis].flat().map((a) => a?.name ?? "")));
  const figure = new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en", { minimumFractionDigits: yuan ? 2 : 0, maximumFractionDigits: yuan ? 2 : 4 });
  option.tooltip.valueFormatter = (v) => (typeof v === "number" ? figure.format(v) : "—");
  chart.setOption(option, { notMerge: true });
  links.hidden = false;
}

async function download(type, suffix) {
  status.textContent = say(words.picture);
  try {
    const answer = await ask(type);
    if (!answer.ok) {
      refuse(await answer.json());
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = kind + suffix;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch {
    errors.textContent = say(words.offline);
  } finally {
    status.textContent = "";
  }
}

async function start() {
  dress();
  byId("heading").textContent = say(page.title);
  byId("about").textContent = say(page.about);
  document.title = say(page.title) + " · 分毫 Fenhao";
  for (const [id, type, suffix] of [["svg", "image/svg+xml", ".svg"], ["png", "image/png", ".png"]]) {
    byId(id).textContent = say(words.download) + id.toUpperCase();
    byId(id).addEventListener("click", () => download(type, suffix));
  }
  status.textContent = say(words.busy);
  try {
    const cities = await get("/cities");
    cities.sort((a, b) => a.name.localeCompare(b.name, lang === "zh" ? "zh-Hans-CN-u-co-pinyin" : "en"));
    for (const field of page.fields) form.append(build(field, cities));
    const submit = document.createElement("button");
    submit.type = "submit";
    submit.textContent = say(words.draw);
    form.append(submit);
    const parameter = page.fields.find((f) => f.type === "parameter");
    if (parameter) {
      await fillParameters(form, parameter);
      form.elements.city.addEventListener("change", () => fillParameters(form, parameter));
    }
  } catch {
    status.textContent = "";
    errors.textContent = say(words.offline);
    return;
  }
  const again = () => {
    body = page.body(values(form, page.fields));
    return draw();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    again();
  });
  let waiting;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (chart && Math.abs(place.clientWidth - drawnAt) > 8) draw();
    }, 200);
  }).observe(place);
  await again();
}

start();
