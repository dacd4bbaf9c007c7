import type { CalendarDay } from "../dates/calendar.js";
import type { Sex } from "../document.js";

/** What a number says about its holder. */
export interface NumberContents {
  /** Two digits. */
  readonly yearOfCentury: number;
  /** Four digits, where the number tells the century. */
  readonly year?: number;
  /** Not there where the number says that it is not known. */
  readonly month?: number;
  /** Not there where the number says that it is not known. */
  readonly day?: number;
  readonly sex: Sex;
}

/** The contract's names of the structures, each with its reader. A reader takes a number of right form. */
export const structureReaders = {
  personnummer: readPersonnummer,
  nik: readNik,
  curp: readCurp,
} as const satisfies Record<string, (value: string, today: CalendarDay) => NumberContents>;

/**
 * Swedish personal number, `YYMMDDNNNN` or `YYYYMMDDNNNN`: the ninth digit of the short form is odd for men. A
 * coordination number has 60 added to its day; in it a month 00 or a day 60 is not known. A plus sign is set from the
 * year in which a person turns a hundred. Source: Swedish law on population registration (1991:481), section 18,
 * and Skatteverket's pages on both numbers.
 */
function readPersonnummer(value: string, today: CalendarDay): NumberContents {
  const whole = value.replace("+", "");
  const digits = whole.slice(-10);
  const yearOfCentury = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  const printedDay = Number(digits.slice(4, 6));
  const isCoordination = printedDay >= 60;
  const day = isCoordination ? printedDay - 60 : printedDay;
  const latest = today.year - ((((today.year - yearOfCentury) % 100) + 100) % 100);
  return {
    yearOfCentury,
    ...(value.includes("+") && { year: latest - 100 }),
    ...(whole.length > digits.length && { year: Number(whole.slice(0, 4)) }),
    ...(!(isCoordination && month === 0) && { month }),
    ...(!(isCoordination && day === 0) && { day }),
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
