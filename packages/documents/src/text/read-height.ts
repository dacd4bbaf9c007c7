/** Shorter and taller people are not known; a height outside is a misread one. In centimetres. */
const range = { least: 40, most: 280 } as const;

/**
 * Reads the height of a person.
 *
 * @param text a number with a point or a comma, and perhaps a unit: `179CM`, `1.72`, `1,72 m`
 * @param unit the unit of a number that has none
 * @returns centimetres, with one place after the point at most; undefined where it is no such height
 */
export function readHeight(text: string, unit: "cm" | "m"): number | undefined {
  const [, digits, printedUnit] = /^(\d{1,3}(?:[.,]\d{1,3})?)\s*(cm|m)?\.?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const factor = (printedUnit?.toLowerCase() ?? unit) === "m" ? 100 : 1;
  const height = Math.round(Number(digits.replace(",", ".")) * factor * 10) / 10;
  return height >= range.least && height <= range.most ? height : undefined;
}
