/**
 * The check digit of machine-readable travel documents: weights 7, 3 and 1 in turn, letters from 10 (`A`)
 * to 35 (`Z`), modulo 10. Source: ICAO Doc 9303 part 3, section 4.9.
 *
 * @param text letters `A` to `Z` and digits; the last character is the check digit
 */
export function hasIcaoCheckDigit(text: string): boolean {
  const weights = [7, 3, 1];
  const sum = Array.from(text.slice(0, -1)).reduce(
    (total, character, index) => total + parseInt(character, 36) * (weights[index % 3] ?? 0),
    0,
  );
  return text.at(-1) === String(sum % 10);
}
