import type { Tokens } from "marked";
import { escapeHtml, textOf } from "../lib/escape/html.js";

/** How a table is shown. */
export interface TableOptions {
  /** What a screen reader calls the table. No other on the page has this name. */
  readonly label: string;
  /** Shows what stands in a cell. */
  readonly inline: (tokens: Tokens.TableCell["tokens"]) => string;
  /** Gives the anchor of the next row. */
  readonly nextAnchor: () => string | undefined;
}

/** A table that can be scrolled to the side by keyboard. */
export function tableHtml({ header, rows }: Tokens.Table, options: TableOptions): string {
  const { label, inline, nextAnchor } = options;
  // On a telephone a row becomes a list, and each cell says which column it is of.
  const names = header.map(({ tokens }) => escapeHtml(textOf(inline(tokens))));
  const headCells = header.map((cell) => `<th${align(cell)}>${inline(cell.tokens)}</th>`);
  const lines = rows.map((row) => {
    const cells = row.map(
      (cell, column) =>
        `<td${align(cell)} data-column="${names[column] ?? ""}">${inline(cell.tokens)}</td>`,
    );
    const anchor = nextAnchor();
    const id = anchor === undefined ? "" : ` id="${escapeHtml(anchor)}"`;
    return `<tr${id}>${cells.join("")}</tr>`;
  });
  return [
    `<div class="table" role="region" aria-label="${escapeHtml(label)}" tabindex="0"><table><thead>`,
    `<tr>${headCells.join("")}</tr></thead><tbody>`,
    ...lines,
    "</tbody></table></div>\n",
  ].join("\n");
}

/** Columns of numbers are set to the right. */
function align(cell: Tokens.TableCell): string {
  return cell.align === "right" ? ' class="number"' : "";
}
