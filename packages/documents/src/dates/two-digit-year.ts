import { dayNumber, isRealDay, type CalendarDay } from "./calendar.js";

/**
 * How the century of a two-digit year is found (the contract's `twoDigitYear`).
 *
 * - `past`: the latest such year in which the date is not after today. For births and issues.
 * - `nearest`: the year in which the date is nearest to today, before or after it. For expiry.
 */
export type TwoDigitYearRule = "past" | "nearest";

/** How the years of a calendar become Gregorian ones. */
export interface YearConversion {
  /** What to add to a Gregorian year to have a printed one, but for a year more or less; 543 for Buddhist years. */
  readonly offset: number;
  /** The Gregorian year of a printed year of four digits. */
  readonly toGregorian: (printedYear: number) => number;
}

/**
 * Gives a two-digit year its century.
 *
 * @param conversion how the years of the document are those of the Gregorian calendar
 * @returns the year in four digits, in the calendar of the document, or undefined where no century has such a day
 */
export function resolveTwoDigitYear(
  date: CalendarDay,
  rule: TwoDigitYearRule,
  today: CalendarDay,
  { offset, toGregorian }: YearConversion,
): number | undefined {
  const now = dayNumber(today);
  // 29 February 00 is in one century of four, so two hundred years on each side are enough.
  const first = Math.floor((today.year + offset) / 100) * 100 - 200 + date.year;
  const found = [0, 100, 200, 300, 400]
    .map((centuries) => ({ printed: first + centuries, year: toGregorian(first + centuries) }))
    .filter(({ year }) => isRealDay({ ...date, year }))
    .map(({ printed, year }) => ({ printed, distance: dayNumber({ ...date, year }) - now }));
  if (rule === "past") return found.filter(({ distance }) => distance <= 0).at(-1)?.printed;
  return found.sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance))[0]?.printed;
}
