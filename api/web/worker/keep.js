// Save, print, download. Figures leave the page only when Save is pressed, and it says so.

import { html, useEffect, useState } from "/vendor/htm-preact.js";
import { saveScenario } from "/api.js";
import { Downloads } from "/download.js";
import { Refusals } from "/fields.js";
import { lang, say, words } from "/words.js";

const t = (zh, en) => ({ zh, en });

/** Keep is the row of buttons; scenario() is what Save keeps, absent: nothing to save. */
export function Keep({ name, rows, json, scenario, disabled }) {
  const [saved, setSaved] = useState();
  const [problem, setProblem] = useState();
  const [sending, setSending] = useState(false);
  useEffect(() => setProblem(undefined), [lang]); // said in the other language
  const now = scenario && JSON.stringify(scenario());
  const keep = async () => {
    setProblem(undefined);
    setSending(true);
    try {
      const answer = await saveScenario(scenario());
      setSaved({ address: location.origin + location.pathname + "?scenario=" + answer.id + "&lang=" + lang, kept: answer.kept, figures: now });
    } catch (refused) {
      setSaved(undefined);
      setProblem(refused);
    }
    setSending(false);
  };
  return html`
    <div class="actions">
      ${scenario && html`<button type="button" class="quiet" disabled=${sending} onClick=${keep}>${say(words.save)}</button>`}
      <button type="button" class="quiet" onClick=${() => print()}>${say(words.print)}</button>
      <${Downloads} name=${name} disabled=${disabled} rows=${rows} json=${json} />
    </div>
    ${scenario && html`<p class="note noprint">${say(t("保存会把以上数字存到本服务，得到一个固定网址；知道网址的人都能看到。", "Saving keeps these figures on this service under a permanent address; whoever knows the address can see them."))}</p>`}
    <div aria-live="polite">
      ${saved && saved.figures === now && html`<p class="saved">${say(t("已保存：", "Saved: "))}<a href=${saved.address}>${saved.address}</a>
        ${saved.kept === "memory" && html` <small>${say(t("（服务未设数据目录，重启后失效）", "(the service has no data folder: gone when it restarts)"))}</small>`}</p>`}
      <${Refusals} problem=${problem} />
    </div>`;
}
