/** One step of the permutation; the digit at place `n` from the right goes through `n` steps. */
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;

/**
 * The check digit of J. Verhoeff, "Error Detecting Decimal Codes" (1969). It finds every single wrong
 * digit and every exchange of neighbours.
 *
 * @param text digits; the last is the check digit
 */
export function hasVerhoeffCheckDigit(text: string): boolean {
  const total = Array.from(text)
    .reverse()
    .reduce((product, character, place) => {
      let digit = Number(character);
      for (let step = 0; step < place % 8; step += 1) digit = permutation[digit] ?? 0;
      return multiply(product, digit);
    }, 0);
  return total === 0;
}

/** The product of two elements of the dihedral group of order ten: 0 to 4 turn, 5 to 9 mirror. */
function multiply(left: number, right: number): number {
  const turn = left < 5 ? left + right : left - right;
  const mirrored = left < 5 !== right < 5;
  return (((turn % 5) + 5) % 5) + (mirrored ? 5 : 0);
}
