/**
 * The check digit of Thai personal numbers: weights 13 to 2 on the first twelve digits, and the last digit
 * of eleven minus the remainder modulo 11. Source: the contract's `mod-11-thai`.
 *
 * @param text thirteen digits; the last is the check digit
 */
export function hasThaiCheckDigit(text: string): boolean {
  const sum = Array.from(text.slice(0, -1)).reduce(
    (total, character, index) => total + Number(character) * (13 - index),
    0,
  );
  return text.at(-1) === String((11 - (sum % 11)) % 10);
}
