/**
 * The check digit of German driving licences: weights 9 to 1, letters from 10 (`A`) to 35 (`Z`), and the sum modulo 11,
 * with `X` for ten. Source: the contract's `mod-11-german-licence`.
 *
 * @param text ten characters; the last is the check digit
 */
export function hasGermanLicenceCheckDigit(text: string): boolean {
  const sum = Array.from(text.slice(0, -1)).reduce(
    (total, character, index) => total + parseInt(character, 36) * (9 - index),
    0,
  );
  const rest = sum % 11;
  return text.at(-1) === (rest === 10 ? "X" : String(rest));
}
