// The language of the page, the words all pages share, and how figures, months and codes are written. What the API says comes in the
// language it is asked in. Figures stay text: they are written with separators and never read as numbers.

/** lang is "zh" or "en"; early.js has set it on the document. */
export let lang = document.documentElement.lang === "en" ? "en" : "zh";

const listeners = new Set();

/** onLanguage calls when the language is switched, and gives back how to stop that. */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** setLanguage switches the page, the address and what is remembered. */
export function setLanguage(next) {
  lang = next;
  document.documentElement.lang = next;
  remember("lang", next);
  setQuery({ lang: next });
  for (const listener of listeners) listener();
}

/** remember keeps a choice that is not personal: language and theme, nothing else. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem("fenhao." + key);
    else localStorage.setItem("fenhao." + key, value);
  } catch {} // storage may be forbidden; the page works without
}

/** query reads one word of the address. */
export const query = (key) => new URLSearchParams(location.search).get(key);

// An entry of the browser's history may have been left in the other language; the page stays in the one it is in.
addEventListener("popstate", () => (query("lang") ?? lang) !== lang && setQuery({ lang }));

/** setQuery changes words of the address; null takes one away. City, month, language and the like: never a wage, a base or an amount. */
export function setQuery(changes) {
  const q = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") q.delete(key);
    else q.set(key, value);
  }
  const text = q.toString();
  history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
}

/** say picks from {zh, en}; a plain text is itself. */
export const say = (text) => (text !== null && typeof text === "object" ? text[lang] : text);

const t = (zh, en) => ({ zh, en });

export const words = {
  fenhao: t("分毫", "Fenhao"),
  skip: t("跳到正文", "Skip to the content"),
  pages: t("页面", "Pages"),
  calculator: t("计算", "Calculator"),
  budget: t("预算", "Budget"),
  compare: t("比较", "Compare"),
  book: t("政策库", "Book"),
  charts: t("图表", "Charts"),
  api: t("接口", "API"),
  theme: t("配色", "Theme"),
  auto: t("随系统", "Auto"),
  light: t("浅色", "Light"),
  dark: t("深色", "Dark"),
  busy: t("正在计算…", "Calculating…"),
  offline: t("连接不上服务，请检查网络后再试。", "The service cannot be reached. Check the network and try again."),
  again: t("重试", "Try again"),
  unknown: t("未知", "unknown"),
  none: t("无", "none"),
  city: t("城市", "City"),
  month: t("月份", "Month"),
  year: t("年", "Year"),
  yuan: t("元", "yuan"),
  total: t("合计", "Total"),
  save: t("保存", "Save"),
  print: t("打印", "Print"),
  downloadCSV: t("下载 CSV", "Download CSV"),
  downloadJSON: t("下载 JSON", "Download JSON"),
  employer: t("单位", "Employer"),
  employee: t("个人", "Employee"),
  source: t("依据", "Source"),
  grade: t("等级", "Grade"),
  yes: t("是", "yes"),
  no: t("否", "no"),
};

// Codes of the API in words; a code is never shown alone.
const codes = {
  scheme: {
    housing_fund: t("住房公积金", "Housing fund"), pension: t("养老保险", "Pension"), medical: t("医疗保险", "Medical"),
    unemployment: t("失业保险", "Unemployment"), work_injury: t("工伤保险", "Work injury"), maternity: t("生育保险", "Maternity"),
    insurance: t("社会保险", "Social insurance"), tax: t("个人所得税", "Income tax"),
    retirement: t("退休", "Retirement"), other: t("其他", "Other"),
  },
  payer: { employer: words.employer, employee: words.employee },
  limit: {
    none: t("在上下限之间", "within floor and ceiling"), floor: t("按下限", "raised to the floor"), ceiling: t("按上限", "held at the ceiling"),
  },
  rounding: {
    "fen half-up": t("四舍五入到分", "half-up to the fen"), "fen up": t("见尾进位到分", "up to the fen"), "fen down": t("舍尾到分", "down to the fen"),
    "jiao half-up": t("四舍五入到角", "half-up to the jiao"), "jiao up": t("见尾进位到角", "up to the jiao"),
    "yuan half-up": t("四舍五入到元", "half-up to the yuan"), "yuan up": t("见尾进位到元", "up to the yuan"), "yuan down": t("舍尾到元", "down to the yuan"),
  },
  grade: {
    A: t("官方原文，已通读", "official text read in full"), B: t("有官方文号或网址，另有来源印证", "official number or address and a second source"),
    C: t("单一来源，引用了官方页面", "one source that cites an official page"), D: t("无引文、推算或来源不一", "no citation, derived, or sources conflict"),
    E: t("假设", "an assumption"),
  },
  state: { none: t("未开户", "not opened"), normal: t("正常", "normal"), sealed: t("封存", "sealed"), closed: t("已销户", "closed") },
  status: { paid: t("已缴", "paid"), back_paid: t("补缴", "back-paid"), missed: t("漏缴", "missed") },
};

/** employers are the kinds of employers, for a choice. */
export const employers = [
  ["enterprise", t("企业", "Enterprise")], ["government", t("机关", "Government body")], ["institution", t("事业单位", "Public institution")],
  ["social_organization", t("社会团体", "Social organisation")], ["other", t("其他", "Other")],
];

/** sentence begins a text of the API with a capital in English, where it stands by itself. */
export const sentence = (text) => (lang === "en" && text ? text[0].toUpperCase() + text.slice(1) : text);

/** word says a code of a list: word("scheme", "pension"). */
export const word = (list, code) => say(codes[list]?.[code] ?? code);

/** yuan writes an amount with separators: "20000.00" as 20,000.00; nothing as a dash. */
export function yuan(amount) {
  if (amount === null || amount === undefined || amount === "") return "—";
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(amount) ?? [];
  if (whole === undefined) return amount;
  return (sign ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + rest;
}

/** signed writes a difference with its sign; nought is what is said of none, else it stands as 0.00. */
export function signed(amount, nought) {
  if (nought && /^-?0(\.0+)?$/.test(amount)) return say(nought);
  return (/^[\d.]*[1-9]/.test(amount ?? "") ? "+" : "") + yuan(amount);
}

/** unchanged is a difference of nothing, in words. */
export const unchanged = t("不变", "no change");

/** shift moves the decimal point of a plain decimal by some places, in the text: exact. Other texts come back as they are. */
export function shift(text, places) {
  const [, sign, whole, part = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || (whole === "" && part === "")) return text;
  const digits = whole + part;
  const point = whole.length + places;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const right = padded.slice(at).replace(/0+$/, "");
  return sign + left + (right && "." + right);
}

/** percent writes a fraction: "0.087" as 8.7%. */
export const percent = (fraction) => (fraction === null || fraction === undefined || fraction === "" ? "—" : shift(fraction, 2) + "%");

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** monthName writes "2026-08" as 2026年8月 or Aug 2026. */
export function monthName(month) {
  const [, year, m] = /^(\d{4})-(\d{2})$/.exec(month) ?? [];
  if (!year) return month ?? "—";
  return lang === "zh" ? `${year}年${Number(m)}月` : `${months[Number(m) - 1]} ${year}`;
}

/** dayName writes "2026-08-05" as 2026年8月5日 or 5 Aug 2026. */
export function dayName(day) {
  const [, month, d] = /^(\d{4}-\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!month) return day ?? "—";
  return lang === "zh" ? `${monthName(month)}${Number(d)}日` : `${Number(d)} ${monthName(month)}`;
}

/** later is the month n months after: later("2026-08", 5) is "2027-01". */
export function later(month, n) {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + n;
  return String(Math.floor(at / 12)).padStart(4, "0") + "-" + String((at % 12) + 1).padStart(2, "0");
}

const units = {
  "yuan": t("元", "yuan"), "yuan/month": t("元/月", "yuan/month"), "yuan/year": t("元/年", "yuan/year"), "times": t("倍", "times"),
  "days": t("天", "days"), "workdays": t("个工作日", "working days"), "months": t("个月", "months"), "years": t("年", "years"),
};

/** quantity writes the value of a parameter with its unit. */
export function quantity(value, unit) {
  if (value === null || value === undefined) return "—";
  if (value === "none") return say(words.none);
  switch (unit) {
    case "fraction": return percent(value);
    case "fraction/year": return percent(value) + say(t("/年", " a year"));
    case "fraction/day": return percent(value) + say(t("/天", " a day"));
    case "rounding": return word("rounding", value);
    case "boolean": return say(value === "true" ? words.yes : words.no);
    case "date": return dayName(value);
    case "year-month": return monthName(value);
    case "day of month": return say(t(`每月${value}日`, `day ${value} of the month`));
    case "month-day": return lang === "zh" ? value.replace(/^0?(\d+)-0?(\d+)$/, "$1月$2日") : value.replace(/^(\d+)-0?(\d+)$/, (_, m, d) => d + " " + months[m - 1]);
    case "text": case "count": return value;
  }
  const text = unit?.startsWith("yuan") ? yuan(value) : value;
  return text + " " + say(units[unit] ?? unit ?? "");
}
