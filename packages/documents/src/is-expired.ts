import { readDay } from "./dates/calendar.js";
import { hasNoEnd } from "./dates/compare-dates.js";
import { compareDays, dateRange } from "./dates/date-range.js";
import type { DocumentDate } from "./document.js";

/** What tells when a document expires: a document of `normalize`, or sides of `mergeSides`. */
export interface WithExpiryDate {
  readonly type?: string;
  readonly expiryDate?: DocumentDate;
}

/**
 * Whether a document has expired on a day.
 *
 * It is valid on its day of expiry. A Mexican card prints the year alone, and is valid to the end of it (the contract's
 * `MexicanIdCard`); the same holds for a month alone. A document without an end never expires.
 *
 * @param document a document of `normalize`, or sides of `mergeSides`
 * @param day a `Date`, of which the day in UTC counts, or a text `YYYY-MM-DD`
 * @returns undefined where it is not known: the document shows no day of expiry, it could not be read, or the card
 *   leaves a part open (`XX.XX.2025`) and the day lies in what it leaves open
 * @throws TypeError when `day` is not a day
 *
 * @example
 * const card = normalize("recognizeGermanIdCard", { DateOfExpiry: "01.08.2031" });
 * isExpired(card, "2031-08-01"); // false
 * isExpired(card, "2031-08-02"); // true
 */
export function isExpired({ expiryDate }: WithExpiryDate, day: Date | string): boolean | undefined {
  const today = readDay(day);
  if (expiryDate === undefined) return undefined;
  if (expiryDate.value === undefined) return hasNoEnd(expiryDate) ? false : undefined;
  const { earliest, latest } = dateRange(expiryDate);
  if (compareDays(today, latest) > 0) return true;
  // What is printed in full counts to its end. What the card leaves open may have ended on its first day.
  const isOpen = expiryDate.caveat !== undefined && compareDays(today, earliest) > 0;
  return isOpen ? undefined : false;
}
