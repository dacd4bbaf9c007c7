/** Pieces of Markdown. Each gives text that stays one piece, whatever stands in it. */

/** Text between backticks: as many of them as keep the text whole. Spaces at its ends stay. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/** Code of many lines. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** A table; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => "---"), ...body]
    .map((cells) => `| ${cells.map(cell).join(" | ")} |`)
    .join("\n");
}

/** A cell is one line, and a bar would end it. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
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
