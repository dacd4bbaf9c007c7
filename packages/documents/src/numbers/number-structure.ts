import type { CalendarDay } from "../dates/calendar.js";
import type { Sex } from "../document.js";

/** What a number says about its holder. */
export interface NumberContents {
  /** Two digits. */
  readonly yearOfCentury: number;
  /** Four digits, where the number tells the century. */
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  readonly sex: Sex;
}

/** The contract's names of the structures, each with its reader. A reader takes a number of right form. */
export const structureReaders = {
  personnummer: readPersonnummer,
  nik: readNik,
  curp: readCurp,
} as const satisfies Record<string, (value: string, today: CalendarDay) => NumberContents>;

/**
 * Swedish personal number, `YYMMDDNNNN`: the ninth digit is odd for men. A coordination number has 60 added
 * to its day. A plus sign is set from the year in which a person turns a hundred. Source: Swedish law on
 * population registration (1991:481), section 18, and Skatteverket's pages on both numbers.
 */
function readPersonnummer(value: string, today: CalendarDay): NumberContents {
  const digits = value.replace("+", "");
  const yearOfCentury = Number(digits.slice(0, 2));
  const day = Number(digits.slice(4, 6));
  const latest = today.year - ((((today.year - yearOfCentury) % 100) + 100) % 100);
  return {
    yearOfCentury,
    ...(value.includes("+") && { year: latest - 100 }),
    month: Number(digits.slice(2, 4)),
    day: day > 60 ? day - 60 : day,
    sex: Number(digits[8]) % 2 === 1 ? "M" : "F",
  };
}

/**
 * Indonesian identity number: after six digits of the region the birth date as `DDMMYY`, with 40 added to
 * the day for women. Source: the contract's description of the field.
 */
function readNik(value: string): NumberContents {
  const day = Number(value.slice(6, 8));
  return {
    yearOfCentury: Number(value.slice(10, 12)),
    month: Number(value.slice(8, 10)),
    day: day > 40 ? day - 40 : day,
    sex: day > 40 ? "F" : "M",
  };
}

/**
 * Mexican CURP: `YYMMDD` from the fifth character, then the sex. The seventeenth is a digit for births
 * before 2000 and a letter from then on. Source: the register's instruction for assigning the code.
 */
function readCurp(value: string): NumberContents {
  const yearOfCentury = Number(value.slice(4, 6));
  const letter = value[10];
  return {
    yearOfCentury,
    year: (/[0-9]/.test(value[16] ?? "") ? 1900 : 2000) + yearOfCentury,
    month: Number(value.slice(6, 8)),
    day: Number(value.slice(8, 10)),
    sex: letter === "H" ? "M" : letter === "M" ? "F" : "X",
  };
}
