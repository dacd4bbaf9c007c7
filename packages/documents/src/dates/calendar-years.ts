import { buddhistOffset } from "./calendar.js";
import type { DateRule } from "./date-types.js";

/** The Gregorian years that a printed year can stand for. */
export interface CalendarYears {
  /** The first is that of the calendar in force then. */
  readonly years: readonly number[];
  /** Whether there is no doubt about it, whatever the number of years. */
  readonly certain: boolean;
}

/** The year of the Buddhist era from which on the Thai year begins on 1 January. It is 1941. */
const reform = 2484;

/**
 * Gives the Gregorian years of a printed year.
 *
 * The Thai year began on 1 April until 1940, so January to March ended it: February 2482 was in 1940. The year 2483 had
 * only April to December. Sources: the Thai Calendar Year Act B.E. 2483 (1940), and the royal announcement of 1889 that
 * put the new year on 1 April. No source tells whether a register that was written later has converted the year, so
 * that February 2482 is in 1939: both readings are given.
 *
 * @param month 1 to 12, where it is known
 */
export function gregorianYears(
  printedYear: number,
  month: number | undefined,
  calendar: DateRule["calendar"],
): CalendarYears {
  if (calendar !== "buddhist") return { years: [printedYear], certain: true };
  const sameYear = printedYear - buddhistOffset;
  if (printedYear >= reform) return { years: [sameYear], certain: true };
  const isEarly = month !== undefined && month <= 3;
  // No month of that name was in the year 2483 of its time.
  if (printedYear === reform - 1) return { years: [sameYear], certain: !isEarly };
  if (month === undefined) return { years: [sameYear, sameYear + 1], certain: false };
  return isEarly
    ? { years: [sameYear + 1, sameYear], certain: false }
    : { years: [sameYear], certain: true };
}
