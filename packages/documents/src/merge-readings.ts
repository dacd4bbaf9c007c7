import { datesAgree, hasNoEnd, isMorePrecise } from "./dates/compare-dates.js";
import type { DocumentCheck } from "./document.js";
import { isDate, isNumber, type AttributeValue, type FieldReading } from "./read-field.js";
import { comparable } from "./text/clean-text.js";

/** One value from all fields that hold the same attribute. */
export interface Merged {
  /** Undefined where none of them could be read. */
  readonly value: AttributeValue | undefined;
  /** Whether they agree. Only where more than one field had a text. */
  readonly agreement?: DocumentCheck;
}

/**
 * Chooses between fields that hold the same attribute in the same script.
 *
 * The first that could be read is taken, in the order of the contract. Of dates, Gregorian ones come first, because
 * their year needs no conversion; one that says the same and more comes before them. What the others say is compared by
 * the parts that are known of both, never dropped in silence.
 */
export function mergeReadings(readings: readonly FieldReading[]): Merged {
  const ordered = [
    ...readings.filter(({ rule }) => rule.date?.calendar !== "buddhist"),
    ...readings.filter(({ rule }) => rule.date?.calendar === "buddhist"),
  ].map(({ value }) => value);
  const readable = ordered.filter(isReadable);
  const value = mostPrecise(readable) ?? ordered[0];
  const [first] = readings;
  if (first === undefined || readings.length < 2) return { value };
  const results = pairsOf(ordered.filter((candidate) => candidate !== undefined)).map(agree);
  const isWhole = ordered.every((candidate) => candidate !== undefined);
  return {
    value,
    agreement: {
      attribute: first.rule.attribute,
      fields: readings.map(({ rule }) => rule.field),
      check: "agreement",
      ...(results.includes(false)
        ? { result: "invalid", explanation: "The fields say different things." }
        : isWhole && !results.includes(undefined)
          ? { result: "valid", explanation: "The fields say the same." }
          : { result: "not-applicable", explanation: "Not all of the fields could be read." }),
    },
  };
}

function isReadable(value: AttributeValue | undefined): boolean {
  return isDate(value) ? value.value !== undefined || hasNoEnd(value) : value !== undefined;
}

function mostPrecise(values: readonly (AttributeValue | undefined)[]): AttributeValue | undefined {
  const [first, ...others] = values;
  if (!isDate(first)) return first;
  return others
    .filter(isDate)
    .reduce(
      (best, other) => (datesAgree(best, other) && isMorePrecise(other, best) ? other : best),
      first,
    );
}

function pairsOf(values: readonly AttributeValue[]): readonly [AttributeValue, AttributeValue][] {
  return values.flatMap((left, index) =>
    values.slice(index + 1).map((right): [AttributeValue, AttributeValue] => [left, right]),
  );
}

/** Whether two values say the same; undefined where they have nothing in common to compare. */
function agree([left, right]: readonly [AttributeValue, AttributeValue]): boolean | undefined {
  if (isDate(left) && isDate(right)) return datesAgree(left, right);
  return comparable(essence(left)) === comparable(essence(right));
}

/** What must be the same in two values that agree. */
function essence(value: AttributeValue): string {
  if (isNumber(value)) return value.value;
  if (isDate(value)) return value.value ?? "";
  return typeof value === "object" ? value.join("\n") : String(value);
}
