import type { DateParts, ReadDate, UnreadDate } from "./date-types.js";

type AnyDate = ReadDate | UnreadDate;

const parts = ["year", "month", "day"] as const;

/**
 * Whether two dates say the same, by the parts that are known of both.
 *
 * @returns undefined where no part is known of both
 */
export function datesAgree(left: AnyDate, right: AnyDate): boolean | undefined {
  const endless = [left, right].filter(hasNoEnd);
  if (endless.length === 2) return true;
  // A day of expiry and no end contradict each other, where the day was read.
  const hasValue = left.value !== undefined || right.value !== undefined;
  if (endless.length === 1) return hasValue ? false : undefined;
  const results = readingsOf(left).flatMap((one) =>
    readingsOf(right).map((other) => partsAgree(one, other)),
  );
  return results.includes(true) ? true : results[0];
}

/** Whether the document says that it is valid without an end. */
export function hasNoEnd(date: AnyDate): boolean {
  return date.value === undefined && date.reason === "no-end";
}

/** Whether one date has a value of more parts than another. */
export function isMorePrecise(date: AnyDate, other: AnyDate): boolean {
  return (date.value?.length ?? 0) > (other.value?.length ?? 0);
}

/** What is known of a date, in each way in which it can be read. */
function readingsOf(date: AnyDate): readonly DateParts[] {
  if (date.value === undefined) return [date.parts ?? {}];
  const { parts: known, alternatives = [] } = date.caveat ?? {};
  const first = { ...partsOfValue(date.value), ...known };
  return [first, ...alternatives.map((value) => ({ ...first, ...partsOfValue(value) }))];
}

/** The parts of an ISO date: `1990-01` has a year and a month. */
export function partsOfValue(value: string): DateParts {
  const [year, month, day] = value.split("-").map(Number);
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}

function partsAgree(left: DateParts, right: DateParts): boolean | undefined {
  const shared = parts.filter((part) => left[part] !== undefined && right[part] !== undefined);
  return shared.length === 0 ? undefined : shared.every((part) => left[part] === right[part]);
}
