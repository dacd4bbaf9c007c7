import {
  buddhistOffset,
  isoDate,
  isRealDay,
  readToday,
  yearRange,
  type CalendarDay,
} from "./calendar.js";
import { readDateFormat, type FormatPiece } from "./date-format.js";
import { monthNumber, type MonthLanguage } from "./month-names.js";
import { resolveTwoDigitYear, type TwoDigitYearRule } from "./two-digit-year.js";

/** How a date is written (the contract's `x-field.date`). */
export interface DateRule {
  /** Unicode date patterns (UTS 35) of `d`, `M` and `y`, as in `dd.MM.yyyy` or `dd MMM/MMM yy`. */
  readonly formats: readonly string[];
  /** Default: `gregorian`. Buddhist years are 543 higher. */
  readonly calendar?: "gregorian" | "buddhist";
  /** Languages of month names. With `MMM/MMM` the first is for the first name. */
  readonly languages?: readonly MonthLanguage[];
  /** How a year of two digits gets its century. Without it, such a year is not read. */
  readonly twoDigitYear?: TwoDigitYearRule;
}

/** Why a date could not be read. */
export type DateReason = keyof typeof explanations;

/** How far a date is known. */
export type DatePrecision = "day" | "month" | "year";

/** A date that was read. */
export interface ReadDate {
  /** ISO 8601 with the precision that was printed: `1990-01-31`, `1990-01` or `1990`. */
  readonly value: string;
  readonly precision: DatePrecision;
  /** The printed text. */
  readonly raw: string;
  /** Only where the printed year is Buddhist; `value` is Gregorian. */
  readonly calendar?: "buddhist";
  /** Only where two digits of the year were printed: how the century was found. */
  readonly twoDigitYear?: {
    readonly printed: string;
    readonly rule: TwoDigitYearRule;
    /** The day that the rule was applied to, `YYYY-MM-DD`. */
    readonly today: string;
  };
}

/** A date that could not be read. */
export interface UnreadDate {
  readonly value: undefined;
  readonly precision: undefined;
  readonly raw: string;
  readonly reason: DateReason;
  /** The reason in words. It holds nothing of the printed text. */
  readonly explanation: string;
}

/** Settings for the reading of dates. */
export interface DateOptions {
  /**
   * The day to which two-digit years relate: a `Date`, of which the day in UTC counts, or a text
   * `YYYY-MM-DD`. Default: now.
   */
  readonly today?: Date | string;
}

/** The reasons, from the least to the most telling. */
const explanations = {
  empty: "There is no text.",
  format: "The text has none of the documented formats.",
  "unknown-month": "The name of the month is not known in the language of the document.",
  "months-disagree": "The two names stand for different months.",
  "two-digit-year": "The year has two digits, and no rule gives its century.",
  "year-out-of-range": "No document has such a year. It may be of another calendar.",
  "impossible-date": "The calendar has no such day.",
} as const;

/**
 * Reads a date as documents print it. No text makes it throw.
 *
 * Case, dots of months, spaces and the kind of separator make no difference, and Thai digits are digits.
 * The order of day, month and year is always that of the rule. Where two names of months are printed,
 * both must agree; one alone is enough.
 *
 * @param text the printed text
 * @param rule how the date is written; for the fields of the API it comes from the contract
 * @returns the date, or why it could not be read
 * @throws TypeError when the rule or the option `today` is wrong
 *
 * @example
 * parseDate("10 MAA/MAR 1965", { formats: ["dd MMM/MMM yyyy"], languages: ["nl", "en"] }).value;
 * // "1965-03-10"
 */
export function parseDate(
  text: string,
  rule: DateRule,
  options: DateOptions = {},
): ReadDate | UnreadDate {
  const today = readToday(options.today);
  const tokens = tokenize(text);
  if (text.trim() === "") return unread(text, "empty");
  let reason: DateReason = "format";
  for (const format of rule.formats) {
    const pieces = readDateFormat(format);
    const found = tokens === undefined ? "format" : readTokens(tokens, pieces, rule, today);
    if (typeof found === "object") return { ...found, raw: text };
    if (rank(found) > rank(reason)) reason = found;
  }
  return unread(text, reason);
}

function unread(raw: string, reason: DateReason): UnreadDate {
  return { value: undefined, precision: undefined, raw, reason, explanation: explanations[reason] };
}

function rank(reason: DateReason): number {
  return Object.keys(explanations).indexOf(reason);
}

/** The numbers and words of a text, or undefined where there is anything else in it. */
function tokenize(text: string): readonly string[] | undefined {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\u0E50-\u0E59]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  // A dot inside a Thai word belongs to it: short forms of months have two.
  const token = /[0-9]+|\p{Script=Thai}+(?:\.\p{Script=Thai}+)*|[\p{L}\p{M}]+/gu;
  return /^[\s.,/-]*$/.test(plain.replaceAll(token, "")) ? (plain.match(token) ?? []) : undefined;
}

function readTokens(
  tokens: readonly string[],
  pieces: readonly FormatPiece[],
  rule: DateRule,
  today: CalendarDay,
): Omit<ReadDate, "raw"> | DateReason {
  const digits: Partial<Record<"day" | "month" | "year", string>> = {};
  const names: string[] = [];
  let position = 0;
  for (const piece of pieces) {
    const token = tokens[position] ?? "";
    const isNumber = /^[0-9]/.test(token);
    if (piece.kind === "name") {
      // The second of two names can be missing.
      if ((token === "" || isNumber) && names.length === 0) return "format";
      if (token === "" || isNumber) continue;
      names.push(token);
    } else {
      const values = isNumber ? splitDigits(token, piece.fields) : undefined;
      if (values === undefined) return "format";
      for (const [index, { part }] of piece.fields.entries()) digits[part] = values[index] ?? "";
    }
    position += 1;
  }
  if (position < tokens.length || digits.year === undefined) return "format";
  const month = names.length > 0 ? readMonth(names, rule.languages ?? []) : digits.month;
  if (month === "unknown-month" || month === "months-disagree") return month;
  return readParts(
    digits.year,
    month === undefined ? undefined : Number(month),
    digits.day === undefined ? undefined : Number(digits.day),
    rule,
    today,
  );
}

/** Cuts a run of digits. A part that stands alone may lack its leading zero, or have the whole year. */
function splitDigits(token: string, fields: FormatDigits): readonly string[] | undefined {
  const [only, ...others] = fields;
  if (only !== undefined && others.length === 0) {
    const fits = only.part === "year" ? [2, 4].includes(token.length) : token.length <= 2;
    return fits ? [token] : undefined;
  }
  let start = 0;
  const cut = fields.map(({ width }) => token.slice(start, (start += width)));
  return start === token.length ? cut : undefined;
}

type FormatDigits = Extract<FormatPiece, { kind: "digits" }>["fields"];

function readMonth(
  names: readonly string[],
  languages: readonly MonthLanguage[],
): number | "unknown-month" | "months-disagree" {
  const [first] = names;
  const months =
    names.length === 1 && first !== undefined
      ? languages
          .map((language) => monthNumber(first, language))
          .filter((month) => month !== undefined)
      : names.map((name, index) => {
          const language = languages[index];
          return language === undefined ? undefined : monthNumber(name, language);
        });
  const [month] = months;
  if (month === undefined || months.includes(undefined)) return "unknown-month";
  return months.every((other) => other === month) ? month : "months-disagree";
}

function readParts(
  printedYear: string,
  month: number | undefined,
  day: number | undefined,
  rule: DateRule,
  today: CalendarDay,
): Omit<ReadDate, "raw"> | DateReason {
  const offset = rule.calendar === "buddhist" ? buddhistOffset : 0;
  const known = { month: month ?? 1, day: day ?? 1 };
  let year: number | undefined = Number(printedYear) - offset;
  if (printedYear.length === 2) {
    if (rule.twoDigitYear === undefined) return "two-digit-year";
    year = resolveTwoDigitYear(
      { ...known, year: Number(printedYear) },
      rule.twoDigitYear,
      today,
      offset,
    );
  }
  if (year === undefined || !isRealDay({ ...known, year })) return "impossible-date";
  if (year < yearRange.first || year > yearRange.last) return "year-out-of-range";
  return {
    value: isoDate(year, month, day),
    precision: day !== undefined ? "day" : month !== undefined ? "month" : "year",
    ...(rule.calendar === "buddhist" && { calendar: rule.calendar }),
    ...(printedYear.length === 2 &&
      rule.twoDigitYear !== undefined && {
        twoDigitYear: {
          printed: printedYear,
          rule: rule.twoDigitYear,
          today: isoDate(today.year, today.month, today.day),
        },
      }),
  };
}
