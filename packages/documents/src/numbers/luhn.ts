/**
 * The check digit of ISO/IEC 7812-1, annex B: from the right, every second digit counts twice, and the sum
 * of all digits is a multiple of ten. Swedish personal numbers have it.
 *
 * @param text digits; the last is the check digit
 */
export function hasLuhnCheckDigit(text: string): boolean {
  const sum = Array.from(text)
    .reverse()
    .reduce((total, character, place) => {
      const value = Number(character) * (place % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
