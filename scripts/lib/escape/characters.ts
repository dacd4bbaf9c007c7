/** What the escapes of all languages share: which characters a reader sees, and how the others are written. */

/** What a reader of a program sees as it is. The rest is invisible, or breaks a line. */
const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Every character that ends a line somewhere, in some language. */
const whitespace = /[\s\u0085\v\f]+/gu;

/**
 * A text as it stands between the quotes of a string literal.
 *
 * @param special what has a meaning of its own there, and how it is written instead
 * @param invisible how a character is written that nobody would see
 */
export function escape(
  text: string,
  special: Readonly<Record<string, string>>,
  invisible: (codePoint: number) => string,
): string {
  const characters = Array.from(text, (character) => {
    if (Object.hasOwn(special, character)) return special[character];
    return visible.test(character) ? character : invisible(character.codePointAt(0) ?? 0);
  });
  return characters.join("");
}

/**
 * A text on one line, with single spaces, for comments and prose. Invisible characters, which could reorder a line or
 * end a file, are written as `\u{202e}`.
 */
export function oneLine(text: string): string {
  return escape(text.replaceAll(whitespace, " ").trim(), {}, bracedEscape);
}

/** `\u{1f600}`, as JavaScript and Ruby have it. */
export function bracedEscape(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`;
}

/** `\u200b` and `\U0001f600`, as Python and Go have them. */
export function longEscape(codePoint: number): string {
  const digits = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

/** `\u200b` and `\ud83d\ude00`, as JSON and the patterns of JavaScript have them. */
export function unitEscape(codePoint: number): string {
  const units = String.fromCodePoint(codePoint).split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
