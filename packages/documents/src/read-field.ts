import type { DateOptions } from "./dates/date-types.js";
import { parseDate } from "./dates/parse-date.js";
import type { DocumentDate, DocumentNumber, ProblemReason, Sex } from "./document.js";
import { checkNumber } from "./numbers/check-number.js";
import type { FieldRule } from "./rules.js";
import { cleanText, comparable } from "./text/clean-text.js";
import { foldText } from "./text/fold-text.js";
import { readHeight } from "./text/read-height.js";
import { removeLabel } from "./text/remove-label.js";
import { removeTitle } from "./text/remove-title.js";

/** The value of an attribute. */
export type AttributeValue = string | number | readonly string[] | DocumentDate | DocumentNumber;

/** What a field gave. */
export interface FieldReading {
  readonly rule: FieldRule;
  /** The printed text. */
  readonly raw: string;
  /** Undefined where the text could not be read. A date that could not be read is a value. */
  readonly value?: AttributeValue;
  readonly problem?: ProblemReason;
}

/** The reasons in words, but for those of dates, which bring their own. */
export const problemExplanations = {
  "unknown-value": "The contract does not know the printed value.",
  "not-a-height": "The text is no height of a person.",
  "nothing-left": "Nothing stands after the title or the label.",
  "title-not-separated": "The name may begin with a title. It was left as it is.",
  "not-text": "The field holds no text.",
  "not-an-object": "The message holds no fields.",
  "whole-answer":
    "This is a whole answer, or the result of a call. Give its message: `data` of the client's result.",
  "unknown-document": "The message does not tell which document it is.",
} as const;

/** Reads the text of a field, which is not empty, by the rule of the field. */
export function readField(rule: FieldRule, raw: string, options: DateOptions): FieldReading {
  const { field } = rule;
  if (rule.date !== undefined) {
    const date = parseDate(raw, rule.date, options);
    return {
      rule,
      raw,
      value: { ...date, field },
      // That there is no end was read well.
      ...(date.value === undefined && date.reason !== "no-end" && { problem: date.reason }),
    };
  }
  if (rule.number !== undefined) {
    const { scheme, value } = checkNumber(rule.number, raw, options);
    return { rule, raw, value: { value, raw, field, scheme } };
  }
  const text = cleanText(raw);
  if (rule.values !== undefined) {
    const wanted = comparable(text);
    const found = Object.entries(rule.values).find(([, printed]) =>
      printed.some((known) => comparable(known) === wanted),
    )?.[0];
    return found === undefined
      ? { rule, raw, problem: "unknown-value" }
      : { rule, raw, value: found };
  }
  if (rule.unit !== undefined) {
    const height = readHeight(foldText(text), rule.unit);
    return height === undefined
      ? { rule, raw, problem: "not-a-height" }
      : { rule, raw, value: height };
  }
  if (rule.separator !== undefined) {
    const items = foldText(text)
      .split(rule.separator)
      .map(cleanText)
      .filter((item) => item !== "");
    return items.length === 0
      ? { rule, raw, problem: "nothing-left" }
      : { rule, raw, value: items };
  }
  const { name, doubtful } = removeTitle(removeLabel(raw, rule.label), rule.titles ?? []);
  if (name === "") return { rule, raw, problem: "nothing-left" };
  return { rule, raw, value: name, ...(doubtful && { problem: "title-not-separated" }) };
}

/** Tells a date from the other values. */
export function isDate(value: unknown): value is DocumentDate {
  return typeof value === "object" && value !== null && "precision" in value;
}

/** Tells a number with a scheme from the other values. */
export function isNumber(value: unknown): value is DocumentNumber {
  return typeof value === "object" && value !== null && "scheme" in value;
}

/** Tells a sex from other texts. */
export function isSex(value: unknown): value is Sex {
  return value === "F" || value === "M" || value === "X";
}
