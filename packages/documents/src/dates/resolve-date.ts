import { buddhistOffset, isoDate, isRealDay, yearRange, type CalendarDay } from "./calendar.js";
import { gregorianYears } from "./calendar-years.js";
import {
  dateExplanations,
  type DateParts,
  type DateReason,
  type DateRule,
  type ReadDate,
  type UnreadDate,
} from "./date-types.js";
import { resolveTwoDigitYear } from "./two-digit-year.js";

/** The parts of a printed date. `null` is a part that the document marks as unknown. */
export interface PrintedDate {
  /** Two or four digits. */
  readonly year: string | null;
  readonly month?: number | null;
  readonly day?: number | null;
}

/** A date without its printed text. */
export type ResolvedDate = Omit<ReadDate, "raw"> | Omit<UnreadDate, "raw">;

/** A year in which every month has all its days. */
const leapYear = 2000;

/** Makes a date of its printed parts, or says why they are none. */
export function resolveDate(
  printed: PrintedDate,
  rule: DateRule,
  today: CalendarDay,
): ResolvedDate | UnreadDate["reason"] {
  const date = withZerosUnknown(printed);
  const month = date.month ?? undefined;
  const day = date.day ?? undefined;
  if (date.year === null) return withoutYear(month, day);
  const year = fullYear(date.year, month, day, rule, today);
  if (typeof year === "string") return year;
  const { years, certain } = gregorianYears(year, month, rule.calendar);
  const [first, ...others] = years.filter((candidate) =>
    isRealDay({ year: candidate, month: month ?? 1, day: day ?? 1 }),
  );
  if (first === undefined) return "impossible-date";
  if (first < yearRange.first || first > yearRange.last) return "year-out-of-range";
  const write = (candidate: number) =>
    isoDate(candidate, month, month === undefined ? undefined : day);
  // Where only one of two years has the day, that one is certain.
  const isCertain = certain || (years.length > 1 && others.length === 0);
  const isPartial = date.month === null || date.day === null;
  return {
    value: write(first),
    precision: month === undefined ? "year" : day === undefined ? "month" : "day",
    ...(rule.calendar === "buddhist" && { calendar: rule.calendar }),
    ...(date.year.length === 2 &&
      rule.twoDigitYear !== undefined && {
        twoDigitYear: {
          printed: date.year,
          rule: rule.twoDigitYear,
          today: isoDate(today.year, today.month, today.day),
        },
      }),
    ...((isPartial || !isCertain) && {
      caveat: {
        ...explained(isCertain ? "partly-unknown" : "calendar-change"),
        ...(isPartial && { parts: partsOf(first, month, day) }),
        ...(!isCertain && { alternatives: others.map(write) }),
      },
    }),
  };
}

/** Registers write `00` for a day, or a day and a month, that are not known. A day alone has a misread month. */
function withZerosUnknown({ year, month, day }: PrintedDate): PrintedDate {
  const knownDay = day === 0 ? null : day;
  const isDayKnown = knownDay !== null && knownDay !== undefined;
  return {
    year,
    ...(month !== undefined && { month: month === 0 && !isDayKnown ? null : month }),
    ...(knownDay !== undefined && { day: knownDay }),
  };
}

function withoutYear(
  month: number | undefined,
  day: number | undefined,
): ResolvedDate | UnreadDate["reason"] {
  if (!isRealDay({ year: leapYear, month: month ?? 1, day: day ?? 1 })) return "impossible-date";
  const isKnown = month !== undefined || day !== undefined;
  return {
    value: undefined,
    precision: undefined,
    ...explained(isKnown ? "partly-unknown" : "unknown"),
    ...(isKnown && { parts: partsOf(undefined, month, day) }),
  };
}

/** The printed year in four digits, in the calendar of the document. */
function fullYear(
  printed: string,
  month: number | undefined,
  day: number | undefined,
  { calendar, twoDigitYear }: DateRule,
  today: CalendarDay,
): number | UnreadDate["reason"] {
  if (printed.length > 2) return Number(printed);
  if (twoDigitYear === undefined) return "two-digit-year";
  const date = { year: Number(printed), month: month ?? 1, day: day ?? 1 };
  const toGregorian = (year: number) => gregorianYears(year, month, calendar).years[0] ?? year;
  const offset = calendar === "buddhist" ? buddhistOffset : 0;
  const conversion = { offset, toGregorian };
  return resolveTwoDigitYear(date, twoDigitYear, today, conversion) ?? "impossible-date";
}

function explained<Reason extends DateReason>(reason: Reason) {
  return { reason, explanation: dateExplanations[reason] };
}

function partsOf(
  year: number | undefined,
  month: number | undefined,
  day: number | undefined,
): DateParts {
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}
