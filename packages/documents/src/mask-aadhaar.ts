import { foldNumber } from "./text/fold-text.js";

/**
 * Hides an Aadhaar number but for its last four digits, as the issuer does on a masked Aadhaar. Digits of all scripts are
 * digits; spaces and dashes of every kind stay. A text that has not twelve digits, or has letters, is hidden as a
 * whole: what was misread is still personal.
 *
 * @param text the number as printed
 *
 * @example
 * maskAadhaar("9999 0000 1111"); // "XXXX XXXX 1111"
 */
export function maskAadhaar(text: string): string {
  const isNumber = /^(?:[ -]*\d){12}[ -]*$/.test(foldNumber(text));
  let hidden = 0;
  return Array.from(text, (character) => {
    // A separator, or nothing that is printed.
    if (/^[ -]*$/.test(foldNumber(character))) return character;
    hidden += 1;
    return isNumber && hidden > 8 ? character : "X";
  }).join("");
}
