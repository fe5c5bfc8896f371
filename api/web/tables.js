// Tables: figures to the right, a region of their own to scroll in, sorted by pressing a heading.

import { html } from "/vendor/htm-preact.js";

/**
 * Table draws columns [{key, title, figure, value(row), sort}] of rows. A wide one scrolls by itself, by keyboard too. With onSort the
 * headings are buttons; `sorted` is {key, down}. Sorting itself is the caller's. With `cards` each row is a card on a narrow screen, its
 * cells under each other with their headings; roles are written out, because a table that is not laid out as one loses them.
 */
export function Table({ caption, columns, rows, foot, sorted, onSort, rowKey = (_, i) => i, rowClass, cards }) {
  const role = (name) => (cards ? name : undefined);
  const order = (c) => (sorted?.key === c.key ? (sorted.down ? "descending" : "ascending") : onSort && c.sort !== false ? "none" : undefined);
  const cellOf = (c, row, first) => first
    ? html`<th scope="row" role=${role("rowheader")} class=${c.figure ? "figure" : ""}>${c.value(row)}</th>`
    : html`<td role=${role("cell")} data-title=${cards ? c.title : undefined} class=${c.figure ? "figure" : ""}>${c.value(row)}</td>`;
  return html`
    <div class=${cards ? "scroll cards" : "scroll"} role="region" tabindex="0" aria-label=${caption}>
      <table role=${role("table")}>
        <caption>${caption}</caption>
        <thead role=${role("rowgroup")}><tr role=${role("row")}>${columns.map((c) => html`
          <th scope="col" role=${role("columnheader")} key=${c.key} class=${c.figure ? "figure" : ""} aria-sort=${order(c)}>
            ${onSort && c.sort !== false ? html`<button type="button" class="sort" onClick=${() => onSort(c.key)}>${c.title}<span aria-hidden="true">${sorted?.key === c.key ? (sorted.down ? " ▾" : " ▴") : ""}</span></button>` : c.title}
          </th>`)}</tr></thead>
        <tbody role=${role("rowgroup")}>${rows.map((row, i) => html`<tr role=${role("row")} key=${rowKey(row, i)} class=${rowClass?.(row) ?? ""}>${columns.map((c, n) => cellOf(c, row, n === 0))}</tr>`)}</tbody>
        ${foot && html`<tfoot role=${role("rowgroup")}><tr role=${role("row")}>${foot.map((v, i) => (i === 0
          ? html`<th scope="row" role=${role("rowheader")}>${v}</th>`
          : html`<td role=${role("cell")} data-title=${cards && v !== "" ? columns[i]?.title : undefined} class="figure">${v}</td>`))}</tr></tfoot>`}
      </table>
    </div>`;
}
