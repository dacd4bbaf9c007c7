/** A part of a date that is written in digits. */
export interface DigitField {
  readonly part: "day" | "month" | "year";
  /** How often the letter stands in the pattern. */
  readonly width: number;
}

/** What stands between two separators: digits of one part or more, or the name of a month. */
export type FormatPiece =
  { readonly kind: "digits"; readonly fields: readonly DigitField[] } | { readonly kind: "name" };

/** The runs of letters that there are, with what they stand for. */
const parts: Readonly<Record<string, DigitField["part"]>> = {
  d: "day",
  dd: "day",
  M: "month",
  MM: "month",
  yy: "year",
  yyyy: "year",
};

/**
 * Takes a date pattern apart: `dd MMM/MMM yyyy` is digits, a name, a name and digits; `yyyyMM` is one
 * run of digits with two parts.
 *
 * @param format a Unicode date pattern (UTS 35, section "Date Format Patterns") of `d`, `M` and `y`
 * @throws TypeError when the pattern holds anything else
 */
export function readDateFormat(format: string): readonly FormatPiece[] {
  const elements = format.split(/[ ./-]+/).filter((element) => element !== "");
  if (elements.length === 0) throw wrongFormat(format);
  return elements.map((element) =>
    /^M{3,4}$/.test(element)
      ? { kind: "name" }
      : { kind: "digits", fields: digitFields(element, format) },
  );
}

function digitFields(element: string, format: string): readonly DigitField[] {
  return (element.match(/(.)\1*/g) ?? []).map((letters) => {
    const part = parts[letters];
    if (part === undefined) throw wrongFormat(format);
    return { part, width: letters.length };
  });
}

function wrongFormat(format: string): TypeError {
  return new TypeError(`"${format}" is no date format. Give a pattern such as "dd.MM.yyyy".`);
}
