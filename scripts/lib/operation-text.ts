/** The facts about an operation as Markdown. Pure: all of it comes from the catalogue and its schema. */
import type {
  Callback,
  HttpError,
  ImageLimits,
  Message,
  MessageField,
  Operation,
  Outcome,
  RequestField,
} from "@aisolution/openapi";
import { code, prose } from "./escape/markdown.js";
import { codes, inWords, table } from "./markdown.js";
import { meaningText } from "./meaning-text.js";
import { kindText } from "./value-text.js";

/** What to do with an answer that the contract does not have. */
export const unknownStatusText = `Treat a ${code("status")} that is not documented as a failure that must not be sent again.`;

/** What a reader has to expect of a field that is not required. */
export const absentFieldText =
  "A field that is not always there can be missing or an empty string.";

/** Formats and sizes of pictures, in two sentences. */
export function imageLimitsText({ mediaTypes, maxBytes, recommendedBytes }: ImageLimits): string {
  return [
    `${formatsText(mediaTypes)}, at most ${sizeText(maxBytes)} before base64.`,
    `Up to ${sizeText(recommendedBytes)} the answer is quick.`,
  ].join(" ");
}

/** Formats of pictures as people name them: `JPEG, PNG or BMP`. */
export function formatsText(mediaTypes: readonly string[]): string {
  const formats = mediaTypes.map((type) => type.replace(/^image\//, "").toUpperCase());
  return inWords(formats, "or");
}

/** A size as people say it, then exactly: `2 MB (2,097,152 bytes)`. */
export function sizeText(bytes: number): string {
  const units = ["bytes", "KB", "MB"];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1];
  const exact = `${wholeNumber(bytes)} bytes`;
  return unit === 0 ? exact : `${String(Number(size.toFixed(2)))} ${units[unit] ?? ""} (${exact})`;
}

function wholeNumber(value: number): string {
  return value.toLocaleString("en-US");
}

/** The form of an operation. */
export function requestTable({ request }: Operation): string {
  return table([
    ["Field", "Kind", "Required", "What it is", "Limits"],
    ...request.fields.map((field) => [
      code(field.name),
      `${code(field.kind)}: ${kindText(field.kind)}`,
      yesOrNo(field.required),
      prose(field.description),
      fieldLimits(field),
    ]),
  ]);
}

/** What a value of the field can be, beyond its kind. */
function fieldLimits({
  minLength,
  maxLength,
  accepts,
  values = [],
  examples = [],
  retry,
}: RequestField): string {
  return [
    ...lengthText(minLength, maxLength),
    ...(accepts === undefined ? [] : [`Only ${accepts}.`]),
    ...(values.length > 0 ? [`Only ${codes(values, "or")}.`] : []),
    ...(examples.length > 0 ? [`For example ${codes(examples, "or")}.`] : []),
    ...(retry === "never" ? ["A call with this field must not be sent twice."] : []),
  ].join(" ");
}

function lengthText(least: number | undefined, most: number | undefined): readonly string[] {
  if (most === undefined) return least === undefined ? [] : [`At least ${characters(least)}.`];
  return least === undefined
    ? [`At most ${characters(most)}.`]
    : [`${wholeNumber(least)} to ${characters(most)}.`];
}

/** A count of characters: `2,796,204 characters`. */
export function characters(count: number): string {
  return `${wholeNumber(count)} ${count === 1 ? "character" : "characters"}`;
}

/** Keys of the outcomes that are charged. */
export function chargedKeys({ outcomes }: Pick<Operation, "outcomes">): readonly string[] {
  return outcomes.filter(({ billing }) => billing === "charge").map(({ key }) => key);
}

/** The outcomes under HTTP 200: what they mean, whether they are charged, whether to send again. */
export function outcomesTable({ outcomes }: Operation): string {
  return table([
    ["Outcome", "`status`", "Billing", "Retry", "What it means"],
    ...outcomes.map((outcome) => [
      code(outcome.key),
      code(outcome.status),
      code(outcome.billing),
      code(outcome.retry),
      outcomeText(outcome),
    ]),
  ]);
}

/** What an outcome means, and how to tell it from others of the same status. */
export function outcomeText({
  description,
  when,
  failedImage,
  onlyWith,
  assumed,
}: Outcome): string {
  return [
    prose(description),
    ...(when === undefined ? [] : [`Told by ${conditionText(when)}.`]),
    ...(failedImage === undefined ? [] : [`The picture that failed is ${code(failedImage)}.`]),
    ...(onlyWith === undefined
      ? []
      : [`Comes only where ${code(onlyWith.field)} is ${code(onlyWith.equals)}.`]),
    ...(assumed ? ["Assumed: the source does not show this outcome."] : []),
  ].join(" ");
}

function conditionText(condition: NonNullable<Outcome["when"]>): string {
  return "pattern" in condition
    ? `a ${code("message")} that matches ${code(condition.pattern)}`
    : `${code(`message.${condition.property}`)} that is ${code(condition.equals)}`;
}

/** Answers outside HTTP 200. */
export function httpErrorsTable(errors: readonly HttpError[]): string {
  return table([
    ["HTTP", "`status`", "What it means", "Billing", "Retry"],
    ...errors.map((error) => [
      String(error.code),
      code(error.example.status),
      error.retryAfter
        ? `${prose(error.description)} It can have a ${code("Retry-After")} header.`
        : prose(error.description),
      code(error.billing),
      code(error.retry),
    ]),
  ]);
}

/** What something is, and why the contract only assumes it, where it does. */
export function assumedText({
  description,
  assumed,
}: {
  readonly description: string;
  readonly assumed?: string;
}): string {
  return `${prose(description)} ${assumptionText(assumed)}`.trimEnd();
}

/** What `x-assumed` says, in words: nothing where it is not there. */
export function assumptionText(assumed: unknown): string {
  if (typeof assumed === "string") return `Assumed: ${prose(assumed)}`;
  return assumed === true ? "Assumed." : "";
}

/** Which of the answers outside HTTP 200 the source does not show for any operation. */
export function assumedErrorsText(errors: readonly HttpError[]): string {
  const assumed = errors.filter((error) => error.assumed);
  if (assumed.length === 0) return "All are documented by the source.";
  return assumed.length === errors.length
    ? "All are assumed."
    : `Assumed: ${inWords(
        assumed.map((error) => String(error.code)),
        "and",
      )}.`;
}

/** The fields of a message. */
export function messageTable({ fields }: Message): string {
  return table([
    ["Field", "Type", "Always there", "What it is", "Meaning"],
    ...fields.map((field) => [
      code(field.name),
      field.type,
      yesOrNo(field.required),
      messageFieldText(field),
      field.meaning === undefined ? "" : meaningText(field.meaning),
    ]),
  ]);
}

function messageFieldText({
  description,
  values = [],
  minimum,
  maximum,
  secret,
}: MessageField): string {
  return [
    prose(description),
    ...valuesText(values, description),
    ...rangeText(minimum, maximum),
    ...(secret ? ["This value is a credential."] : []),
  ].join(" ");
}

/** The documented values, where the description has not named them all. */
function valuesText(values: readonly string[], description: string): readonly string[] {
  return values.every((value) => description.includes(code(value)))
    ? []
    : [`Documented values: ${codes(values, "and")}.`];
}

function rangeText(least: number | undefined, most: number | undefined): readonly string[] {
  if (least === undefined) return most === undefined ? [] : [`At most ${String(most)}.`];
  return [
    most === undefined ? `At least ${String(least)}.` : `${String(least)} to ${String(most)}.`,
  ];
}

/** The query parameters of a callback. */
export function callbackTable({ parameters }: Callback): string {
  return table([
    ["Parameter", "Always there", "What it is", "Example", "Meaning"],
    ...parameters.map(({ name, required, description, values = [], example, meaning }) => [
      code(name),
      yesOrNo(required),
      [prose(description), ...valuesText(values, description)].join(" "),
      code(example),
      meaning === undefined ? "" : meaningText(meaning),
    ]),
  ]);
}

function yesOrNo(value: boolean): string {
  return value ? "yes" : "no";
}
