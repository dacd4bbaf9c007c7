/** Text in Markdown: each function gives one piece that stays one piece, whatever stands in it. */
import { bracedEscape, escape, oneLine } from "./characters.js";

/** A code span of Markdown, as CommonMark finds it. */
const SPAN = /(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/g;

/** Text between backticks: as many of them as keep the text whole. What breaks a line is written as in a program. */
export function code(text: string): string {
  const shown = escape(text, { "\n": "\\n" }, bracedEscape);
  if (shown.trim() === "") return `\`${shown === "" ? " " : shown}\``;
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Code of many lines. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** A text of the contract: words and code spans on one line. Nothing else in it is Markdown or HTML. */
export function prose(text: string): string {
  const line = oneLine(text);
  let result = "";
  let end = 0;
  for (const { 0: span, 2: inside = "", index } of line.matchAll(SPAN)) {
    result += words(line.slice(end, index)) + code(spanText(inside));
    end = index + span.length;
  }
  return withoutBlock(result + words(line.slice(end)));
}

/** A text of the contract that is a page of its own, as that of the whole API: Markdown, but no HTML and no image. */
export function markdownPage(text: string): string {
  const visible = escape(
    text.replaceAll(/\r\n?|[\u2028\u2029]/g, "\n"),
    { "\n": "\n" },
    bracedEscape,
  );
  return visible.replaceAll(/(`+)[^]*?\1|<|!\[|\]\(/g, (found) =>
    found.startsWith("`")
      ? found
      : found.replace(/[<[(]/, (sign) => (sign === "<" ? "&lt;" : `\\${sign}`)),
  );
}

/** A cell of a table is one line, and a bar would end it. */
export function tableCell(markdown: string): string {
  const line = markdown.replaceAll(/\s+/g, " ").trim();
  return line.replaceAll(/(\\*)\|/g, (_match, before: string) => {
    // A backslash before the bar would be taken for the one that keeps the bar in its cell.
    const isOdd = before.length % 2 === 1;
    return isOdd ? `${before.slice(1)}\\u{5c}\\|` : `${before}\\|`;
  });
}

/** One space at each end belongs to the backticks. */
function spanText(text: string): string {
  return /^ .* $/.test(text) && text.trim() !== "" ? text.slice(1, -1) : text;
}

function words(text: string): string {
  return (
    text
      .replaceAll(/[\\`*[\]~]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, "\\$&")
      // Addresses are no links either.
      .replaceAll(/(?<=\w)@|(?<=https?|ftp):(?=\/\/)|(?<=\bwww)\./gi, "\\$&")
      .replaceAll(/&(?=#?\w+;)/g, "&amp;")
      .replaceAll("<", "&lt;")
  );
}

/** The start of a line can begin a heading, a list or a quotation, and the end of one can close a heading. */
function withoutBlock(line: string): string {
  return line
    .replace(/^[#>+=:-]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/#$/, "\\#");
}
