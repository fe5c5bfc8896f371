// What people take away: the scenario as a file the command line runs, and a link that stays.

import { html, useEffect, useState } from "/vendor/htm-preact.js";
import { post, saveScenario } from "/api.js";
import { saveJSON } from "/download.js";
import { Refusals, Text } from "/fields.js";
import { lang, say, setQuery, yuan } from "/words.js";
import { changed, sums } from "./story.js";

const t = (zh, en) => ({ zh, en });

/** RequestFile saves what was asked, as it can be asked again: fenhao scenario {ask} FILE. */
export const RequestFile = ({ ask, body }) => html`
  <button type="button" class="quiet" title=${"fenhao scenario " + ask + " fenhao-" + ask + "-request.json"} onClick=${() => saveJSON("fenhao-" + ask + "-request", body)}>${say(t("下载请求（可重算）", "Download the request"))}</button>`;

/** Keep saves the story, shows its link, gives it as a file and as text. */
export function Keep({ story, onChange, saved, onSaved, ready }) {
  const [problem, setProblem] = useState();
  useEffect(() => setProblem(undefined), [lang]); // a refusal is in the language it was asked in
  const keep = async () => {
    try {
      const answer = await saveScenario(story);
      setProblem(undefined);
      setQuery({ scenario: answer.id });
      onSaved({ ...answer, text: JSON.stringify(story) });
    } catch (refused) {
      setProblem(refused);
    }
  };
  const same = saved && saved.text === JSON.stringify(story);
  const link = saved && location.origin + "/compare?scenario=" + saved.id;
  const name = story.name && typeof story.name === "object" ? say(story.name) : story.name;
  return html`
    <section class="keep">
      <h2>${say(t("保存与复现", "Keep it, run it again"))}</h2>
      <div class="fields"><${Text} name="name" wide label=${say(t("情景名称", "Name of the scenario"))} value=${name} onChange=${(v) => onChange(changed(story, "/name", v))} /></div>
      <div class="actions">
        <button type="button" class="quiet save" disabled=${!ready || same} onClick=${keep}>${say(t("保存，得到永久链接", "Save it and get a link"))}</button>
        <button type="button" class="quiet file" onClick=${() => saveJSON("fenhao-scenario", story)}>${say(t("下载情景文件", "Download the scenario file"))}</button>
      </div>
      <p class="note">${say(t("保存前，工资等数字只在本页；保存后情景存于本服务，知道链接的人都能打开。", "Until it is saved, figures stay in this page; once saved, the scenario is kept by this service and whoever has the link can open it."))}${" "}${say(t("情景文件可在命令行重算：", "The file runs on the command line: "))}<code>fenhao scenario run fenhao-scenario.json</code></p>
      <${Refusals} problem=${problem} />
      ${saved && html`<p class="link" role="status">${say(same ? t("链接：", "Link: ") : t("改动尚未保存；上次保存的：", "Changes are not saved; last saved: "))}<a href=${link + "&lang=" + lang}>${link}</a>
        ${saved.kept === "memory" && html` <span class="flag">${say(t("此服务没有数据目录，只保存到它停止为止。", "This service has no data folder: it is kept until it stops."))}</span>`}</p>`}
      ${saved?.now && html`<${Since} saved=${saved} />`}
      <${Written} story=${story} onChange=${onChange} />
    </section>`;
}

/** Since is what became of a saved story under another book. */
const Since = ({ saved }) => html`
  <div class="warnings"><strong>${saved.now.changed ? say(t("政策库已更新，结果有变", "The book has changed, and so have the results")) : say(t("政策库已更新，结果不变", "The book has changed; the results have not"))}</strong>
    <ul>
      ${saved.now.totals && sums.filter(([key]) => saved.totals[key] !== saved.now.totals[key]).map(([key, text]) => html`<li>${say(text)}: ${yuan(saved.totals[key])} → ${yuan(saved.now.totals[key])}</li>`)}
      ${saved.now.refused?.map((e) => html`<li>${e.message}</li>`)}
      <li>${say(t("保存时的政策库：", "Saved with ruleset "))}<code>${saved.ruleset}</code></li>
    </ul></div>`;

function Written({ story, onChange }) {
  const [text, setText] = useState();
  const [wrong, setWrong] = useState(false);
  const [problem, setProblem] = useState();
  useEffect(() => setProblem(undefined), [lang]);
  const take = async () => {
    setProblem(undefined);
    let read;
    try {
      read = JSON.parse(text);
      if (read === null || typeof read !== "object" || Array.isArray(read)) throw new SyntaxError();
    } catch {
      setWrong(true);
      return;
    }
    setWrong(false);
    const story = read.scenario ?? read;
    try { // what the API does not take is mended here, where it can be
      await post("/scenarios/run", { scenario: story, months: false });
      setText(undefined);
      onChange(story);
    } catch (refused) {
      setProblem(refused);
    }
  };
  return html`
    <details class="written"><summary>${say(t("情景原文（JSON，可修改或粘贴）", "The scenario's text (JSON; edit or paste)"))}</summary>
      <textarea name="written" rows="14" spellcheck=${false} aria-label=${say(t("情景原文", "The scenario's text"))} aria-invalid=${wrong ? "true" : undefined} value=${text ?? JSON.stringify(story, null, 2)} onInput=${(e) => setText(e.target.value)}></textarea>
      ${wrong && html`<p class="refusals" role="alert">${say(t("这不是一个 JSON 对象，检查引号、逗号和括号。", "This is not a JSON object: look at quotes, commas and brackets."))}</p>`}
      <${Refusals} problem=${problem} />
      <div class="actions"><button type="button" class="quiet" disabled=${text === undefined} onClick=${take}>${say(t("采用", "Use it"))}</button>
        <a class="quiet" href="/api/v1/scenarios/schema.json">${say(t("字段说明（JSON Schema）", "What the fields mean (JSON Schema)"))}</a></div>
    </details>`;
}
