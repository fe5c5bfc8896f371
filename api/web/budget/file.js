// The table: an empty one to download, one to choose or drop, or one of made-up people.

import { html, useRef, useState } from "/vendor/htm-preact.js";
import { file as address } from "/api.js";
import { Refusals } from "/fields.js";
import { lang, later, say } from "/words.js";
import { demonstration } from "./demo.js";

const t = (zh, en) => ({ zh, en });
const kinds = ".csv,.xlsx,.parquet,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.apache.parquet";

/** size writes bytes as people read them. */
const size = (bytes) => {
  const n = new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en", { maximumSignificantDigits: 3 });
  return bytes < 1000 ? bytes + " B" : bytes < 1e6 ? n.format(bytes / 1e3) + " kB" : n.format(bytes / 1e6) + " MB";
};

/** Templates are the links to the empty table. */
export const Templates = () => html`
  <p class="templates">${say(t("模板：", "Template: "))}
    <a href=${address("/budgets/template.xlsx")} download>${say(t("Excel 工作簿", "Excel workbook"))}</a> · <a href=${address("/budgets/template.csv")} download>CSV</a></p>`;

/** Table is where a file is chosen. `chosen` is {file, demo}; a file of an earlier visit is not there any more, which `lost` tells. */
export function Table({ chosen, onChoose, from, lost, sent, input }) {
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState();
  const depth = useRef(0); // dragging over what is inside leaves and enters
  const take = (list) => {
    if (list?.length) onChoose({ file: list[0], demo: false });
  };
  const drag = (step) => (e) => {
    e.preventDefault();
    depth.current = Math.max(0, depth.current + step);
    setOver(depth.current > 0);
  };
  const drop = (e) => {
    e.preventDefault();
    depth.current = 0;
    setOver(false);
    take(e.dataTransfer.files);
  };
  const invent = async () => {
    setProblem(undefined);
    try {
      onChoose({ file: await demonstration((n) => later(from, n)), demo: true });
      input.current.focus({ preventScroll: true }); // the button is gone; the field says what is chosen now
    } catch (refused) {
      setProblem(refused);
    }
  };
  return html`
    <section class="part">
      <h2><span class="step" aria-hidden="true">1</span> ${say(t("人员表", "The table"))}</h2>
      <${Templates} />
      <label class=${"drop" + (over ? " over" : "") + (chosen ? " has" : "")} onDragEnter=${drag(1)} onDragLeave=${drag(-1)} onDragOver=${(e) => e.preventDefault()} onDrop=${drop}>
        <input ref=${input} type="file" name="file" accept=${kinds} aria-describedby="file-hint" onChange=${(e) => { take(e.target.files); e.target.value = ""; }} />
        ${chosen ? html`
          <strong class="file">${chosen.file.name}</strong>
          <span>${size(chosen.file.size)}${chosen.demo ? html` <span class="example">${say(t("虚构的人", "made-up people"))}</span>` : ""}</span>
          <span class="hint">${say(t("点这里或拖入另一个文件来更换", "Press here or drop another file to change it"))}</span>`
        : html`
          <strong>${say(t("选择文件，或拖到这里", "Choose a file, or drop it here"))}</strong>
          <span class="hint">CSV · XLSX · Parquet</span>`}
      </label>
      <small id="file-hint" class="hint">${lost ? say(t("这个页面里已没有原来的文件；要再算，请重新选择。", "The file of before is no longer in this page: choose it again to calculate again."))
        : sent ? say(t("这个文件已交给服务检查；右边说明表格和结果保留到什么时候。", "This file has been handed to the service; beside it stands how long table and result are kept."))
        : say(t("点“检查”之前，文件不会离开您的电脑。", "The file stays on your computer until you press check."))}</small>
      ${!chosen && html`<button type="button" class="quiet demo" onClick=${invent}>${say(t("用虚构的 20 人试一试", "Try with 20 made-up people"))}</button>`}
      <${Refusals} problem=${problem} />
    </section>`;
}
