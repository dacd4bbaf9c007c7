/** A part of a date that is written in digits. */
export interface DigitField {
  readonly part: "day" | "month" | "year";
  /** How often the letter stands in the pattern. */
  readonly width: number;
}

/** What stands between two separators: digits of one part or more, or the name of a month. */
export type FormatPiece =
  { readonly kind: "digits"; readonly fields: readonly DigitField[] } | { readonly kind: "name" };

const parts = { d: "day", M: "month", y: "year" } as const;

/**
 * Takes a date pattern apart: `dd MMM/MMM yyyy` is digits, a name, a name and digits; `yyyyMM` is one
 * run of digits with two parts.
 *
 * @param format a Unicode date pattern (UTS 35, section "Date Format Patterns") of `d`, `M` and `y`
 * @throws TypeError when the pattern holds anything else
 */
export function readDateFormat(format: string): readonly FormatPiece[] {
  const elements = format.split(/[ ./-]+/).filter((element) => element !== "");
  if (
    elements.length === 0 ||
    !elements.every((element) => /^(dd?|M{1,4}|yy|yyyy)+$/.test(element))
  ) {
    throw new TypeError(`"${format}" is no date format. Give a pattern such as "dd.MM.yyyy".`);
  }
  return elements.map((element) =>
    /^M{3,4}$/.test(element)
      ? { kind: "name" }
      : {
          kind: "digits",
          fields: [...element.matchAll(/d+|M+|y+/g)].map(([letters]) => ({
            part: letters.startsWith("d") ? parts.d : letters.startsWith("M") ? parts.M : parts.y,
            width: letters.length,
          })),
        },
  );
}
