// The reason of a figure: declared, bounded, times a rate, rounded, and each parameter with its value, since when, its grade and source.

import { html } from "/vendor/htm-preact.js";
import { dayName, lang, percent, quantity, say, sentence, word, words, yuan } from "./words.js";

const t = (zh, en) => ({ zh, en });

/** Grade is how well a value is known, with what that means. */
export const Grade = ({ grade }) => grade && html`
  <span class=${"grade grade-" + grade} title=${word("grade", grade)}><b>${grade}</b> <span>${word("grade", grade)}</span></span>`;

/** Source is the document a value stands in. */
export function Source({ source }) {
  if (!source?.title) return null;
  const title = source.url ? html`<a href=${source.url} target="_blank" rel="noopener noreferrer">${source.title}</a>` : source.title;
  return html`<span class="source"><cite lang="zh">${title}</cite>${source.number && html` <span lang="zh">${source.number}</span>`}${source.published && html` <span class="day">${dayName(source.published)}</span>`}</span>`;
}

/** Quoting is a text that may quote Chinese, which is then marked so: else it would be read out as English. */
const Quoting = ({ text }) => (lang === "zh" ? text : text.split(/([\u3400-\u9fff][\u3400-\u9fff〔〕《》（）、，；。\d]*)/).map((part, i) => (i % 2 ? html`<span lang="zh">${part}</span>` : part)));

/** Said is what has to be said of a value beside its source: carried forward, provisional, disagreed about, remarked upon. */
export function Said({ p }) {
  const flags = [
    p.carried_forward && p.grade !== "E" && t("沿用：晚于来源或最近核对所确认的时间", "carried forward beyond what the source or our last look confirms"),
    p.provisional && t("暂行，公布后结算", "provisional, settled later"),
    p.start_assumed && t("起始日为推定", "its first day is assumed"),
  ].filter(Boolean);
  return html`
    ${flags.map((text) => html`<div class="flag">${say(text)}</div>`)}
    ${p.conflict && html`<div class="flag">${say(t("来源不一：", "Sources disagree: "))}<${Quoting} text=${p.conflict} /></div>`}
    ${p.note && html`<div class="note"><${Quoting} text=${p.note} /></div>`}`;
}

/** Parameter is one value of the book and all that is known about it. */
export function Parameter({ p }) {
  return html`
    <li class="parameter">
      <div><strong>${sentence(p.name)}</strong> <span class="value">${quantity(p.value, p.unit)}</span></div>
      <div class="about">
        ${p.from && html`<span>${say(t(`自${dayName(p.from)}`, `since ${dayName(p.from)}`))}${p.to && say(t(`至${dayName(p.to)}`, ` to ${dayName(p.to)}`))}</span>`}
        <${Grade} grade=${p.grade} />
        <${Source} source=${p.source} />
      </div>
      <${Said} p=${p} />
    </li>`;
}

/** Parameters is a list of them. */
export const Parameters = ({ list }) => list?.length > 0 && html`<ul class="parameters">${list.map((p) => html`<${Parameter} key=${p.key + p.place} p=${p} />`)}</ul>`;

/** Rule is an article by its id, with its text where the city's rules are known: rules is useRules(city). */
export function Rule({ id, rules = {} }) {
  const rule = rules[id];
  return html`<span class="rule"><code>${id}</code>${rule && html` ${rule.text}${rule.article && html` <span lang="zh">（${rule.article}）</span>`}`}</span>`;
}

/** bound is a floor or a ceiling in short. */
const bound = (p) => (p.unit.startsWith("yuan") && p.value !== "none" ? yuan(p.value) : quantity(p.value, p.unit));

/**
 * Reason is how one line of an answer came about. known are the city's values by key: the bounds a base was held against are among them
 * also where it reached neither.
 */
export function Reason({ line, rules, known = {} }) {
  const bounds = (line.bounds ?? []).map((key) => known[key]).filter(Boolean);
  const others = bounds.filter((p) => !line.because.some((b) => b.key === p.key));
  const step = (name, value) => html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`;
  return html`
    <div class="reason">
      <dl class="steps">
        ${line.declared && step(t("申报", "Declared"), yuan(line.declared))}
        ${line.base && step(t("基数", "Base"), html`${yuan(line.base)} <small>${word("limit", line.limit)}${line.estimated ? say(t("，估计值", ", an estimate")) : ""}</small>`)}
        ${bounds.length === 2 && step(t("下限 – 上限", "Floor – ceiling"), html`<span class="bounds">${bound(bounds[0])} – ${bound(bounds[1])}</span>`)}
        ${line.rate && step(t("比例", "Rate"), percent(line.rate))}
        ${line.rounding && step(t("取整", "Rounding"), word("rounding", line.rounding))}
        ${step(t("金额", "Amount"), html`<strong>${line.amount === null ? say(words.unknown) : yuan(line.amount)}</strong>`)}
        ${line.grade && step(t("最弱依据", "Weakest support"), html`<${Grade} grade=${line.grade} />`)}
      </dl>
      <p class="rules"><${Rule} id=${line.rule} rules=${rules} /></p>
      ${line.beside?.filter((id) => id !== line.rule).map((id) => html`<p class="rules" key=${id}><${Rule} id=${id} rules=${rules} /></p>`)}
      <${Parameters} list=${[...others, ...line.because]} />
    </div>`;
}

/** Warnings says what an answer wants to be known: grouped by code, the first few in sight. */
export function Warnings({ list }) {
  if (!list?.length) return null;
  return html`
    <details class="warnings">
      <summary>${say(t(`需要留意 ${list.length} 处`, list.length === 1 ? "1 thing to know" : `${list.length} things to know`))}</summary>
      <ul>${list.map((w) => html`<li>${sentence(w.message)}</li>`)}</ul>
    </details>`;
}

/** Verdicts lists reasons of an eligibility: met or not, said and not only coloured. */
export const Verdicts = ({ reasons, rules = {} }) => reasons?.length > 0 && html`
  <ul class="verdicts">${reasons.map((r) => html`
    <li class=${r.met ? "met" : "unmet"}><b>${r.met ? "✓" : "✗"}</b> <span class="sr">${say(r.met ? t("符合", "met") : t("不符合", "not met"))}</span> ${r.message} ${r.rule && html`<${Rule} id=${r.rule} rules=${rules} />`}</li>`)}</ul>`;
