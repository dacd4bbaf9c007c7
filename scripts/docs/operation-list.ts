import type { Catalogue } from "@aisolution/openapi";
import { withoutStop } from "../lib/markdown.js";
import { escapeHtml } from "../lib/escape/html.js";
import { operationAddress } from "./reference-address.js";

/** All operations by their families, as HTML for the start page. */
export function operationList({
  families,
  operations,
}: Pick<Catalogue, "families" | "operations">): string {
  const lists = families.map(({ name, title }) => {
    const items = operations
      .filter(({ family }) => family === name)
      .map((operation) => {
        const address = escapeHtml(operationAddress(operation));
        const summary = escapeHtml(withoutStop(operation.summary));
        return `<li><a href="${address}">${summary}</a> <code>${escapeHtml(operation.operationId)}</code></li>`;
      });
    return `<h3>${escapeHtml(title)}</h3>\n<ul>\n${items.join("\n")}\n</ul>\n`;
  });
  return `<h2 id="operations">All operations</h2>\n${lists.join("")}`;
}
