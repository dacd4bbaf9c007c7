/** Pieces of Markdown that are made of others. What stands in one piece: see `escape/markdown.ts`. */
import { code, tableCell } from "./escape/markdown.js";

/** A table; the first row is its head. The cells are Markdown. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => "---"), ...body]
    .map((cells) => `| ${cells.map(tableCell).join(" | ")} |`)
    .join("\n");
}

/** The members of a list in words: `a, b or c`. */
export function inWords(members: readonly string[], last: "and" | "or"): string {
  const start = members.slice(0, -1);
  const end = members.at(-1) ?? "";
  return start.length === 0 ? end : `${start.join(", ")} ${last} ${end}`;
}

/** The members of a list as code, in words. */
export function codes(texts: readonly string[], last: "and" | "or"): string {
  return inWords(texts.map(code), last);
}

/** A sentence without its stop, for headings and before a colon. */
export function withoutStop(sentence: string): string {
  return sentence.trim().replace(/\.$/, "");
}
