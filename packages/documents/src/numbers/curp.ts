/** Values of the characters are their places: `Ñ` counts, although codes have `X` in its place. */
const alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

/**
 * The check digit of the Mexican CURP: base 37, weights 18 to 2, ten minus the sum modulo 10. Source: the
 * contract's `curp`, after the register's instruction for assigning the code.
 *
 * @param text eighteen characters; the last is the check digit
 */
export function hasCurpCheckDigit(text: string): boolean {
  const sum = Array.from(text.slice(0, -1)).reduce(
    (total, character, index) => total + alphabet.indexOf(character) * (18 - index),
    0,
  );
  return text.at(-1) === String((10 - (sum % 10)) % 10);
}
