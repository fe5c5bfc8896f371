// Files made in the browser from answers that are already here: nothing is sent.

import { html } from "/vendor/htm-preact.js";
import { say, words } from "./words.js";

/** save hands a text or Blob to the browser as a file. */
export function save(name, content, type = "text/plain;charset=utf-8") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** cell guards against programs that run a cell beginning with = + - @ as a formula; a plain number, negative or not, stays as it is. */
export function cell(value) {
  let text = value === null || value === undefined ? "" : String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?%?$/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

/** csv makes a file of rows of cells; the BOM tells spreadsheet programs that it is UTF-8. */
export const csv = (rows) => "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");

export const saveCSV = (name, rows) => save(name + ".csv", csv(rows), "text/csv;charset=utf-8");
export const saveJSON = (name, value) => save(name + ".json", JSON.stringify(value, null, 2) + "\n", "application/json");

/** Downloads are the two buttons; rows() and json() are asked when pressed. */
export const Downloads = ({ name, rows, json, disabled }) => html`
  ${rows && html`<button type="button" class="quiet" disabled=${disabled} onClick=${() => saveCSV(name, rows())}>${say(words.downloadCSV)}</button>`}
  ${json && html`<button type="button" class="quiet" disabled=${disabled} onClick=${() => saveJSON(name, json())}>${say(words.downloadJSON)}</button>`}`;
