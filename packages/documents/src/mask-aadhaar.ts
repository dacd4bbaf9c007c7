/**
 * Hides an Aadhaar number but for its last four digits, as the issuer does on a masked Aadhaar. Spaces
 * stay. A text that has not twelve digits, or has letters, is hidden as a whole: what was misread is still
 * personal.
 *
 * @example
 * maskAadhaar("9999 0000 1111"); // "XXXX XXXX 1111"
 */
export function maskAadhaar(text: string): string {
  const isNumber = /^(?:[\s-]*\d){12}[\s-]*$/.test(text);
  let hidden = 0;
  return text.replaceAll(/[^\s-]/gu, (character) => {
    hidden += 1;
    return isNumber && hidden > 8 ? character : "X";
  });
}
