import { dayNumber, isRealDay, type CalendarDay } from "./calendar.js";

/**
 * How the century of a two-digit year is found (the contract's `twoDigitYear`).
 *
 * - `past`: the latest such year in which the date is not after today. For births and issues.
 * - `nearest`: the year in which the date is nearest to today, before or after it. For expiry.
 */
export type TwoDigitYearRule = "past" | "nearest";

/**
 * Gives a two-digit year its century.
 *
 * @param offset what to add to a Gregorian year to have a printed one; 543 for Buddhist years
 * @returns the Gregorian year, or undefined where no century has such a day
 */
export function resolveTwoDigitYear(
  date: CalendarDay,
  rule: TwoDigitYearRule,
  today: CalendarDay,
  offset: number,
): number | undefined {
  const now = dayNumber(today);
  // 29 February 00 is in one century of four, so two hundred years on each side are enough.
  const first = Math.floor((today.year + offset) / 100) * 100 - 200 + date.year - offset;
  const found = [0, 100, 200, 300, 400]
    .map((centuries) => ({ ...date, year: first + centuries }))
    .filter(isRealDay)
    .map((candidate) => ({ year: candidate.year, distance: dayNumber(candidate) - now }));
  if (rule === "past") return found.filter(({ distance }) => distance <= 0).at(-1)?.year;
  return found.sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance))[0]?.year;
}
