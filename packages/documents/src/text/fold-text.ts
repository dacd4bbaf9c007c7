import { digitValue } from "./digit-value.js";

/** Characters that print nothing: zero-width spaces and joiners, soft hyphens, marks of direction. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** White space of all widths; the blank of Braille prints nothing either. */
const space = /[\s\u2800]/gu;

/** Hyphens, dashes and minus signs, and the lines of boxes that look like them. */
const dash = /[\p{Dash_Punctuation}\u2212\u02D7\u2043\u2796\u2500\u2501]/gu;

/** The slashes of fractions and of division. */
const slash = /[\u2044\u2215]/gu;

/**
 * A text as a reader sees it: digits of all scripts are `0` to `9`, and every kind of space, dash and slash is the plain
 * one. Characters of another width or style are the plain ones (NFKC), and what prints nothing is gone.
 *
 * No digit is ever changed, added or lost. So a superscript, a fraction or a number in a circle stays as it is: NFKC
 * would make digits of it.
 */
export function foldText(text: string): string {
  // Plain ASCII, as nearly every text is, stays as it is.
  if (/^[ -~]*$/.test(text)) return text;
  return Array.from(text.replaceAll(invisible, ""), foldCharacter).join("").normalize("NFC");
}

function foldCharacter(character: string): string {
  const digit = digitValue(character);
  if (digit !== undefined) return String(digit);
  const plain = character
    .normalize("NFKC")
    .replaceAll(invisible, "")
    .replaceAll(space, " ")
    .replaceAll(dash, "-")
    .replaceAll(slash, "/");
  return /\p{Decimal_Number}/u.test(plain) ? character : plain;
}

/** `foldText` for numbers of documents: without spaces at its ends, and in capitals. */
export function foldNumber(text: string): string {
  return Array.from(foldText(text).trim(), capital).join("").normalize("NFC");
}

/** A letter that has two letters as its capital (`ß`) stays, so that no character is added. */
function capital(character: string): string {
  const upper = character.toUpperCase();
  return upper.length === character.length ? upper : character;
}
