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
 * The first that could be read is taken, in the order of the contract. Of dates, Gregorian ones come first,
 * because their year needs no conversion. What the others say is compared, never dropped in silence.
 */
export function mergeReadings(readings: readonly FieldReading[]): Merged {
  const ordered = [
    ...readings.filter(({ rule }) => rule.date?.calendar !== "buddhist"),
    ...readings.filter(({ rule }) => rule.date?.calendar === "buddhist"),
  ];
  const readable = ordered.filter(({ value }) => isReadable(value));
  const value = (readable[0] ?? ordered[0])?.value;
  const [first] = readings;
  if (first === undefined || readings.length < 2) return { value };
  const [wanted, ...others] = readable.map((reading) => essence(reading.value));
  const known = wanted !== undefined && readable.length === readings.length;
  const differ = others.some((other) => other !== wanted);
  return {
    value,
    agreement: {
      attribute: first.rule.attribute,
      fields: readings.map(({ rule }) => rule.field),
      check: "agreement",
      ...(differ
        ? { result: "invalid", explanation: "The fields say different things." }
        : known
          ? { result: "valid", explanation: "The fields say the same." }
          : { result: "not-applicable", explanation: "Not all of the fields could be read." }),
    },
  };
}

function isReadable(value: AttributeValue | undefined): boolean {
  return isDate(value) ? value.value !== undefined : value !== undefined;
}

/** What must be the same in two values that agree. */
function essence(value: AttributeValue | undefined): string {
  const inner = isDate(value) || isNumber(value) ? value.value : value;
  return comparable(Array.isArray(inner) ? inner.join("\n") : String(inner));
}
