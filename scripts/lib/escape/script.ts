/** Text in JavaScript and TypeScript: each place of a program has its function. */
import { bracedEscape, escape, oneLine, unitEscape } from "./characters.js";

/** A text in double quotes. */
export function scriptLiteral(text: string): string {
  return `"${escape(text, { '"': '\\"', "\\": "\\\\", "\n": "\\n" }, bracedEscape)}"`;
}

/** A name before a colon: quoted where it is not an identifier, computed where it would set the prototype. */
export function scriptKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : scriptLiteral(name);
}

/** A value of JSON as an expression. Each character is visible, and each key is a key. */
export function scriptValue(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent);
  const lines = { "\n": "\n" };
  // Before a key stands a brace or a comma; a quote inside a string has a backslash before it.
  return escape(json, lines, unitEscape).replaceAll(/(?<=[{,]\s*)"__proto__":/g, '["__proto__"]:');
}

/** A pattern between slashes: an expression that gives `new RegExp(pattern)`. */
export function scriptPattern(pattern: string): string {
  if (new RegExp(pattern).source === "(?:)") return "/(?:)/";
  const parts = pattern.match(/\\[^]|[^]/gu) ?? [];
  const written = parts.map((part) => {
    if (part === "/") return "\\/";
    const character = part.replace(/^\\(?=[^])/u, "");
    const shown = escape(character, {}, unitEscape);
    return shown === character ? part : shown;
  });
  return `/${written.join("")}/`;
}

/** A comment to the end of the line. A directive for a compiler at its start loses its meaning. */
export function scriptComment(text: string): string {
  return `// ${oneLine(text).replace(/^[@#]/, "\\$&")}`;
}

/** A text in a line of a documentation comment: it ends no comment, and begins no tag. */
export function docText(text: string): string {
  // Behind a word, as in an address, the sign begins none.
  return endless(oneLine(text).replaceAll(/(?<![\w.])@/g, "\\@"));
}

/**
 * A documentation comment. What a line takes from the contract goes through {@link docText} first.
 *
 * @param lines one line stands beside the signs of the comment, several stand below each other
 */
export function docComment(lines: readonly string[], indent = ""): string {
  const [only = "", ...others] = lines.map(endless);
  if (others.length === 0) return `${indent}/** ${only} */`;
  return [
    `${indent}/**`,
    ...[only, ...others].map((line) => `${indent} * ${line}`.trimEnd()),
    `${indent} */`,
  ].join("\n");
}

function endless(text: string): string {
  return text.replaceAll("*/", "*\\/");
}
