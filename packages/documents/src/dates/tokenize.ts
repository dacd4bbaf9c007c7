import { foldText } from "../text/fold-text.js";

/**
 * Digits; a word, where a dot inside a Thai one belongs to it, because short forms of months have two. Digits and marks
 * for unknown digits can be one run, as in `58<<<<`.
 */
const token =
  /[0-9<]+(?:[0-9<X]*[0-9<X](?![\p{L}\p{M}]))?|\p{Script=Thai}+(?:\.\p{Script=Thai}+)*|[\p{L}\p{M}]+/gu;

/** The numbers and words of a text, or undefined where there is anything else in it. */
export function tokenize(text: string): readonly string[] | undefined {
  const plain = foldText(text);
  return /^[\s.,/-]*$/.test(plain.replaceAll(token, "")) ? (plain.match(token) ?? []) : undefined;
}

/** Whether a token stands where digits are expected. */
export function isNumeric(text: string): boolean {
  return /^[0-9<]/.test(text) || isUnknownNumber(text);
}

/** `XX` and `<<`: the marks of ICAO Doc 9303 part 3 for digits that are not known. */
export function isUnknownNumber(text: string): boolean {
  return /^(?:X+|x+|<+)$/.test(text);
}

/** `XXX` in place of the name of a month. A word of small letters is a misread one. */
export function isUnknownName(text: string): boolean {
  return /^X{2,}$/.test(text);
}
