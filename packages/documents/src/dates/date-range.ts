import { daysInMonth, type CalendarDay } from "./calendar.js";
import { partsOfValue } from "./compare-dates.js";
import type { DateParts, ReadDate } from "./date-types.js";

/** The first and the last day that a date can stand for. They are one for a whole date. */
export interface DateRange {
  readonly earliest: CalendarDay;
  readonly latest: CalendarDay;
}

/** Every day that a date can stand for, in each way in which its year can be read. */
export function dateRange({ value, caveat }: ReadDate): DateRange {
  const [first, ...others] = [value, ...(caveat?.alternatives ?? [])].map((text) =>
    rangeOf(partsOfValue(text)),
  );
  if (first === undefined) throw new Error("A date that was read has a value.");
  return others.reduce(
    (whole, { earliest, latest }) => ({
      earliest: compareDays(earliest, whole.earliest) < 0 ? earliest : whole.earliest,
      latest: compareDays(latest, whole.latest) > 0 ? latest : whole.latest,
    }),
    first,
  );
}

/** Negative where the first day is earlier, positive where it is later. */
export function compareDays(left: CalendarDay, right: CalendarDay): number {
  return left.year - right.year || left.month - right.month || left.day - right.day;
}

function rangeOf({ year = 0, month, day }: DateParts): DateRange {
  const lastMonth = month ?? 12;
  return {
    earliest: { year, month: month ?? 1, day: day ?? 1 },
    latest: { year, month: lastMonth, day: day ?? daysInMonth(year, lastMonth) },
  };
}
