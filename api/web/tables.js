// Tables: figures to the right, a region of their own to scroll in, sorted by pressing a heading.

import { html } from "/vendor/htm-preact.js";

/**
 * Table draws columns [{key, title, figure, value(row), sort}] of rows. A wide one scrolls by itself, by keyboard too. With onSort the
 * headings are buttons; `sorted` is {key, down}. Sorting itself is the caller's.
 */
export function Table({ caption, columns, rows, foot, sorted, onSort, rowKey = (_, i) => i, rowClass }) {
  const order = (c) => (sorted?.key === c.key ? (sorted.down ? "descending" : "ascending") : onSort && c.sort !== false ? "none" : undefined);
  const cellOf = (c, row, first) => first
    ? html`<th scope="row" class=${c.figure ? "figure" : ""}>${c.value(row)}</th>`
    : html`<td class=${c.figure ? "figure" : ""}>${c.value(row)}</td>`;
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label=${caption}>
      <table>
        <caption>${caption}</caption>
        <thead><tr>${columns.map((c) => html`
          <th scope="col" key=${c.key} class=${c.figure ? "figure" : ""} aria-sort=${order(c)}>
            ${onSort && c.sort !== false ? html`<button type="button" class="sort" onClick=${() => onSort(c.key)}>${c.title}<span aria-hidden="true">${sorted?.key === c.key ? (sorted.down ? " ▾" : " ▴") : ""}</span></button>` : c.title}
          </th>`)}</tr></thead>
        <tbody>${rows.map((row, i) => html`<tr key=${rowKey(row, i)} class=${rowClass?.(row) ?? ""}>${columns.map((c, n) => cellOf(c, row, n === 0))}</tr>`)}</tbody>
        ${foot && html`<tfoot><tr>${foot.map((v, i) => (i === 0 ? html`<th scope="row">${v}</th>` : html`<td class="figure">${v}</td>`))}</tr></tfoot>`}
      </table>
    </div>`;
}
