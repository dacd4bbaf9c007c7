/**
 * The value of a decimal digit of any script, 0 to 9; undefined for every other character.
 *
 * Unicode encodes the ten digits of a script in one run, in ascending order (The Unicode Standard, section 4.6), and
 * nothing but such runs stands beside them. So the distance to the start of the run gives the value.
 */
export function digitValue(character: string): number | undefined {
  if (/^[0-9]$/.test(character)) return Number(character);
  if (!isDigit(character)) return undefined;
  const point = character.codePointAt(0) ?? 0;
  let start = point;
  while (isDigit(String.fromCodePoint(start - 1))) start -= 1;
  return (point - start) % 10;
}

function isDigit(character: string): boolean {
  return /^\p{Decimal_Number}$/u.test(character);
}
