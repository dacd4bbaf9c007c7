import { readDay, type CalendarDay } from "./dates/calendar.js";
import { compareDays, dateRange } from "./dates/date-range.js";
import type { DocumentDate } from "./document.js";

/** What tells when somebody was born: a document of `normalize`, or sides of `mergeSides`. */
export interface WithBirthDate {
  readonly type?: string;
  readonly birthDate?: DocumentDate;
}

/** An age in whole years. Both numbers are the same where the birth date is known in full. */
export interface Age {
  readonly least: number;
  readonly most: number;
}

/**
 * The age of the holder of a document on a day, in whole years.
 *
 * Where the card prints the year alone, or leaves a part open, or the year of a Thai date is not certain, it is a
 * range: somebody born in 1958 is 66 or 67 in June 2025. To know that somebody is of age, test `least`. Somebody born
 * on 29 February is a year older on 1 March of other years. The century of a year of two digits is that of
 * `birthDate.value`: a person of 102 years has the age 2.
 *
 * @param document a document of `normalize`, or sides of `mergeSides`
 * @param day a `Date`, of which the day in UTC counts, or a text `YYYY-MM-DD`
 * @returns undefined where it is not known: the document shows no birth date, its year could not be read, or the birth
 *   is after the day
 * @throws TypeError when `day` is not a day
 *
 * @example
 * const card = normalize("recognizeGermanIdCard", { DateOfBirth: "12.08.1983" });
 * ageOn(card, "2025-08-11"); // { least: 41, most: 41 }
 */
export function ageOn({ birthDate }: WithBirthDate, day: Date | string): Age | undefined {
  const today = readDay(day);
  if (birthDate?.value === undefined) return undefined;
  const { earliest, latest } = dateRange(birthDate);
  const most = yearsBetween(earliest, today);
  if (most < 0) return undefined;
  return { least: Math.max(0, yearsBetween(latest, today)), most };
}

/** Negative where the first day is the later one. */
function yearsBetween(birth: CalendarDay, day: CalendarDay): number {
  const isBeforeBirthday = compareDays({ ...birth, year: day.year }, day) > 0;
  return day.year - birth.year - (isBeforeBirthday ? 1 : 0);
}
