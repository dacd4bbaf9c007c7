/** A day of the Gregorian calendar. `month` is 1 to 12. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Thai documents count from the death of the Buddha: their year 2533 is 1990. */
export const buddhistOffset = 543;

/**
 * Years outside these belong to no document that is read today. A year outside is a misread digit, or a
 * Buddhist year where a Gregorian one was expected.
 */
export const yearRange = { first: 1850, last: 2199 } as const;

/** Whether the calendar has such a day. */
export function isRealDay({ year, month, day }: CalendarDay): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since the first of January 1970; only the difference between two is of use. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** ISO 8601 with the precision that there is: `2008`, `2008-01` or `2008-01-31`. */
export function isoDate(year: number, month?: number, day?: number): string {
  return [String(year).padStart(4, "0"), month, day]
    .filter((part) => part !== undefined)
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/**
 * Takes the day to which two-digit years relate.
 *
 * @param today a `Date`, of which the day in UTC counts, or a text `YYYY-MM-DD`
 * @throws TypeError when it is neither
 */
export function readToday(today: Date | string = new Date()): CalendarDay {
  const found = dayOf(today);
  if (found === undefined) throw new TypeError("today must be a Date or a YYYY-MM-DD string.");
  return found;
}

/**
 * Takes the day that a function is asked about.
 *
 * @param day a `Date`, of which the day in UTC counts, or a text `YYYY-MM-DD`
 * @throws TypeError when it is neither
 */
export function readDay(day: Date | string): CalendarDay {
  const found = dayOf(day);
  if (found === undefined) throw new TypeError("day must be a Date or a YYYY-MM-DD string.");
  return found;
}

function dayOf(value: unknown): CalendarDay | undefined {
  const text = isDate(value) && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  const [, year, month, day] =
    typeof text === "string" ? (/^(\d{4})-(\d{2})-(\d{2})(?:T|$)/.exec(text) ?? []) : [];
  const found = { year: Number(year), month: Number(month), day: Number(day) };
  return isRealDay(found) ? found : undefined;
}

/** Unlike `instanceof`, it knows dates of another realm, as a test runner with its own globals has them. */
export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
