// The scenario is the page's state: the very document the API takes and the file people keep. Here is how it is read and changed, and the
// names its sums and parts have.

import { shift } from "/words.js";

const t = (zh, en) => ({ zh, en });

/** pick reads a value of the scenario: pick(story, "/wage/amount"). */
export const pick = (story, pointer) => pointer.slice(1).split("/").reduce((v, key) => v?.[key], story);

// Parts that mean something only with something in them; an empty insurance or tax asks for just that.
const needFilling = new Set(["wage", "flexible", "assumptions", "employment", "employer"]);

/** put gives the scenario with another value; undefined takes it away. */
export function put(story, pointer, value) {
  const [key, ...rest] = pointer.slice(1).split("/");
  const out = { ...story };
  const inner = rest.length ? put(story[key] ?? {}, "/" + rest.join("/"), value) : value;
  if (inner === undefined || (rest.length && needFilling.has(key) && Object.keys(inner).length === 0)) delete out[key];
  else out[key] = inner;
  return out;
}

/** changed is put for what somebody does to a story: what it told, and the statement it was held against, are no longer its own. */
export function changed(story, pointer, value) {
  const { story: _told, source: _source, expect: _expected, ...rest } = story;
  return put(rest, pointer, value);
}

/** fraction reads a rate as files write it, "12%" or "0.12", as a fraction; by moving the point in the text. */
export const fraction = (rate) => (typeof rate === "string" && rate.endsWith("%") ? shift(rate.slice(0, -1).trim(), -2) : rate === undefined ? undefined : String(rate));

/** order compares two amounts or counts, each a text with as many decimals as the other: which is the greater. */
export function order(a, b) {
  const [x, y] = [a, b].map((text) => BigInt(text.replace(".", "")));
  return x < y ? -1 : x > y ? 1 : 0;
}

/** sums are what is compared, in the order of the tables. */
export const sums = [
  ["employer", t("单位合计", "Employer total")], ["employee", t("个人合计", "Employee total")], ["total", t("双方合计", "Total of both")],
  ["take_home", t("到手合计", "Take-home total")], ["balance", t("期末账户余额", "Balance at the end")],
];

/** months is how many months a story has; 0 while its months are not both given. */
export function months(story) {
  const at = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return story.from && story.to ? Math.max(at(story.to) - at(story.from) + 1, 0) : 0;
}

/** parts are what a difference is taken apart into. */
export const parts = {
  wage: t("工资", "Wage"), choices: t("选择", "Choices"), floor: t("下限", "Floors"), ceiling: t("上限", "Ceilings"), rate: t("比例", "Rates"),
  rounding: t("取整", "Rounding"), interest: t("利息", "Interest"), rest: t("其余规定", "Other rules"),
};

/** first is the city a story begins in. */
export const first = (story) => story.city ?? story.places?.[0]?.city;

// How the unit of a parameter stands behind its value in files: "2400 yuan/month", "12%", "1.5%/year".
const suffixes = { "fraction": "", "fraction/year": "/year", "fraction/day": "/day", "boolean": "", "rounding": "", "day of month": " day-of-month" };
const suffix = (unit) => suffixes[unit] ?? " " + unit;

/** literal writes a value as an override has it; bare takes it back to the value. */
export const literal = (value, unit) => (value === "none" ? value : value + suffix(unit));
export const bare = (text, unit) => {
  const value = String(text);
  const end = unit === undefined ? "" : suffix(unit);
  return fraction(end && value.endsWith(end) ? value.slice(0, -end.length) : value);
};
