import type { MonthLanguage } from "./month-names.js";
import type { TwoDigitYearRule } from "./two-digit-year.js";

/** How a date is written (the contract's `x-field.date`). */
export interface DateRule {
  /** Unicode date patterns (UTS 35) of `d`, `M` and `y`, as in `dd.MM.yyyy` or `dd MMM/MMM yy`. */
  readonly formats: readonly string[];
  /** Default: `gregorian`. Buddhist years are 543 higher; before 2484 (1941) they began on 1 April. */
  readonly calendar?: "gregorian" | "buddhist";
  /** Languages of month names. With `MMM/MMM` the first is for the first name. */
  readonly languages?: readonly MonthLanguage[];
  /** How a year of two digits gets its century. Without it, such a year is not read. */
  readonly twoDigitYear?: TwoDigitYearRule;
  /**
   * Words that stand in place of a date where there is no end, as in `LIFELONG`. Case and spaces make no difference; `-`
   * stands for dashes of every kind and number. Without it, no word has this meaning.
   */
  readonly noEnd?: readonly string[];
}

/** How far a date is known. */
export type DatePrecision = "day" | "month" | "year";

/** What is known of a date. The year is Gregorian, `month` is 1 to 12. */
export interface DateParts {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

/** The reasons in words, from the least to the most telling. */
export const dateExplanations = {
  empty: "There is no text.",
  format: "The text has none of the documented formats.",
  "unknown-month": "The name of the month is not known in the language of the document.",
  "months-disagree": "The two names stand for different months.",
  "two-digit-year": "The year has two digits, and no rule gives its century.",
  "year-out-of-range": "No document has such a year. It may be of another calendar.",
  "impossible-date": "The calendar has no such day.",
  "no-end": "The document says that it is valid without an end.",
  unknown: "The document says that the date is not known.",
  "partly-unknown": "The document says that a part of the date is not known.",
  "calendar-change":
    "Before 1941 the Thai year began on 1 April. The year is read so, but a later register may have converted it.",
} as const;

/**
 * What is to be said about a date that is not printed in full, or not read for certain.
 *
 * - `empty`: there is no text
 * - `format`: the text has none of the formats
 * - `unknown-month`: the language has no such month
 * - `months-disagree`: two names are printed, of different months
 * - `two-digit-year`: no rule gives the century
 * - `year-out-of-range`: the year is not between 1850 and 2199
 * - `impossible-date`: the calendar has no such day
 * - `no-end`: the document is valid without an end (`LIFELONG`)
 * - `unknown`: marks for unknown stand in place of the whole date
 * - `partly-unknown`: they stand in place of a part of it (`XX.XX.1958`)
 * - `calendar-change`: a Thai date before 1941 whose year can be read in two ways
 */
export type DateReason = keyof typeof dateExplanations;

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
  /** Only where the document says that a part is not known, or where the year is not certain. */
  readonly caveat?: DateCaveat;
}

/** What `value` does not say about a date that was read. */
export interface DateCaveat {
  readonly reason: "partly-unknown" | "calendar-change";
  /** The reason in words. It holds nothing of the printed text. */
  readonly explanation: string;
  /** Only where a part is not known: what is. It can have a day without a month, which `value` cannot. */
  readonly parts?: DateParts;
  /** Only with the reason `calendar-change`: what the date is otherwise, in the form of `value`. Can be empty. */
  readonly alternatives?: readonly string[];
}

/** A date without a value: it could not be read, it is not known, or there is no end. */
export interface UnreadDate {
  readonly value: undefined;
  readonly precision: undefined;
  readonly raw: string;
  readonly reason: Exclude<DateReason, "calendar-change">;
  /** The reason in words. It holds nothing of the printed text. */
  readonly explanation: string;
  /** Only with the reason `partly-unknown`: what is known beside the year. */
  readonly parts?: DateParts;
}

/** Settings for the reading of dates. */
export interface DateOptions {
  /**
   * The day to which two-digit years relate: a `Date`, of which the day in UTC counts, or a text
   * `YYYY-MM-DD`. Default: now.
   */
  readonly today?: Date | string;
}
