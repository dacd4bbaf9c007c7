import type { DocumentCheck, DocumentProblem, Source } from "./document.js";
import type { Attribute } from "./generated/documents.js";
import { mergeReadings } from "./merge-readings.js";
import { isDate, type AttributeValue, type FieldReading } from "./read-field.js";
import type { Composition } from "./rules.js";

/** Attributes in one script. */
export interface Collected {
  readonly values: Map<Attribute, AttributeValue>;
  readonly sources: Map<Attribute, readonly Source[]>;
  readonly checks: readonly DocumentCheck[];
}

/** Puts the readings of each attribute together. */
export function collect(readings: readonly FieldReading[]): Collected {
  const values = new Map<Attribute, AttributeValue>();
  const sources = new Map<Attribute, readonly Source[]>();
  const checks: DocumentCheck[] = [];
  for (const attribute of new Set(readings.map(({ rule }) => rule.attribute))) {
    const its = readings.filter(({ rule }) => rule.attribute === attribute);
    const { value, agreement } = mergeReadings(its);
    if (value !== undefined) values.set(attribute, value);
    sources.set(
      attribute,
      its.map(({ rule, raw }) => ({ field: rule.field, raw })),
    );
    if (agreement !== undefined) checks.push(agreement);
  }
  return { values, sources, checks };
}

/** Adds the attributes that are made of others. */
export function compose(
  { values, sources }: Collected,
  compositions: readonly Composition[],
): void {
  for (const { attribute, from, needs } of compositions) {
    const parts = from.map((part) => values.get(part)).filter((part) => typeof part === "string");
    if (parts.length === 0 || (needs === "all" && parts.length < from.length)) continue;
    values.set(attribute, parts.join(" "));
    sources.set(
      attribute,
      from.flatMap((part) => sources.get(part) ?? []),
    );
  }
}

/** Dates that were chosen although their year is not certain. Another field can have settled it. */
export function uncertainDates({ values }: Collected): readonly DocumentProblem[] {
  return [...values].flatMap(([attribute, value]) =>
    isDate(value) && value.value !== undefined && value.caveat?.reason === "calendar-change"
      ? [
          {
            attribute,
            field: value.field,
            reason: value.caveat.reason,
            explanation: value.caveat.explanation,
          },
        ]
      : [],
  );
}
