import type { Catalogue, Operation } from "@aisolution/openapi";
import { offeredAnswers } from "./answer.js";

const prefix = "test_";

/** The token, or the value of a text field, that brings an answer, as in `test_retry-later`. */
export function magicText(key: string): string {
  return `${prefix}${key}`;
}

/** @returns the key in a magic text; undefined for any other text */
export function magicTextKey(text: string): string | undefined {
  return /^test_([a-z0-9-]{1,64})$/.exec(text)?.[1];
}

/** A telephone number that brings an answer. */
export interface MagicNumber {
  readonly number: string;
  readonly key: string;
}

/**
 * The telephone numbers that bring the answers of an operation. They are the contract's sample with other last
 * digits, so they stay in the range that is kept free for fiction.
 */
export function magicNumbers(
  operation: Operation,
  contract?: Pick<Catalogue, "httpErrors">,
): readonly MagicNumber[] {
  const sample = sampleNumber(operation);
  if (sample === undefined) return [];
  return offeredAnswers(operation, contract).map(({ key }, index) => ({
    key,
    number: `${sample.slice(0, -3)}9${String(index).padStart(2, "0")}`,
  }));
}

/** @returns the key of a magic number in any of its spellings; undefined for any other number */
export function magicNumberKey(operation: Operation, given: string): string | undefined {
  const full = fullNumber(operation, given);
  const prefix = countryPrefix(operation);
  return magicNumbers(operation).find(({ number }) => prefix + number === full)?.key;
}

/**
 * Brings the spellings of a telephone number into one form: a plus sign, the country code, and the rest. A number
 * without country code is taken as one of the country of the contract's sample.
 */
export function fullNumber(operation: Operation, given: string): string {
  const digits = given.replaceAll(/\D/g, "");
  if (given.trim().startsWith("+")) return `+${digits}`;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  const prefix = countryPrefix(operation);
  const whole = prefix.length - 1 + (sampleNumber(operation)?.length ?? 0);
  if (digits.length === whole && `+${digits}`.startsWith(prefix)) return `+${digits}`;
  // The zero before a national number is not dialled behind a country code.
  return prefix + digits.replace(/^0/, "");
}

/** The field with the telephone number of a lookup, which is an operation with a callback. */
export function numberField(operation: Operation): string | undefined {
  return operation.callback === undefined
    ? undefined
    : operation.request.fields.find(({ required }) => required)?.name;
}

/** What stands before the sample in the answer of the contract, as in `+44`. */
function countryPrefix(operation: Operation): string {
  const sample = sampleNumber(operation);
  const field = numberField(operation);
  for (const { example } of operation.outcomes) {
    const { message } = example.value;
    const shown: unknown =
      field !== undefined && typeof message === "object" && message !== null
        ? Reflect.get(message, field)
        : undefined;
    if (typeof shown === "string" && sample !== undefined && shown.endsWith(sample)) {
      return shown.slice(0, -sample.length);
    }
  }
  return "+";
}

function sampleNumber(operation: Operation): string | undefined {
  const field = numberField(operation);
  if (field === undefined) return undefined;
  return operation.request.examples.map(({ value }) => value[field]).find(Boolean);
}

/** The field of an operation whose value can be a magic text: a text that must be there. */
export function magicTextField(operation: Operation): string | undefined {
  const field = operation.request.fields.find(({ kind, required }) => kind === "text" && required);
  return field?.name === numberField(operation) ? undefined : field?.name;
}
