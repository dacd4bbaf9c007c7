import { checkOptions } from "@aisolution/options";
import { dateRules } from "./option-rules.js";
import { collect, compose, uncertainDates, type Collected } from "./collect-attributes.js";
import { readToday } from "./dates/calendar.js";
import type { DateOptions } from "./dates/date-types.js";
import type {
  DocumentCheck,
  DocumentFrame,
  DocumentProblem,
  NativeFrame,
  NativeScript,
} from "./document.js";
import {
  documentRules,
  type DocumentMessages,
  type DocumentOperationId,
  type Documents,
  type Script,
} from "./generated/documents.js";
import { checkNumber } from "./numbers/check-number.js";
import {
  isDate,
  isNumber,
  isSex,
  problemExplanations,
  readField,
  type FieldReading,
} from "./read-field.js";
import type { DocumentRule } from "./rules.js";
import { cleanText, comparable } from "./text/clean-text.js";

/** Settings for `normalize`. */
export type NormalizeOptions = DateOptions;

/** Operations that read documents, in documented order. */
export const documentOperationIds: readonly DocumentOperationId[] =
  Object.keys(documentRules).filter(isDocumentOperationId);

/**
 * Whether an operation reads documents, so that its message can be normalised.
 *
 * @example
 * isDocumentOperationId("recognizeDutchIdCard"); // true
 * isDocumentOperationId("compareFaces"); // false
 */
export function isDocumentOperationId(text: string): text is DocumentOperationId {
  return Object.hasOwn(documentRules, text);
}

/**
 * Brings the message of a recognised document into the shape that all documents share.
 *
 * An attribute is there when its field had a text that could be read; dates that could not be read are
 * there with a reason. Everything else that could not be read is listed in `problems`, what was tested in
 * `checks`, and the printed texts in `sources` and `raw`. Nothing in a message makes it throw.
 *
 * @param operationId the operation that gave the message
 * @param message `message` of an answer with status `OK`
 * @throws TypeError when the operation reads no documents, or an option cannot be used
 *
 * @example
 * const card = normalize("recognizeGermanIdCard", { Surname: "MUSTERMANN", DateOfBirth: "12.08.1983" });
 * card.surname; // "MUSTERMANN"
 * card.birthDate?.value; // "1983-08-12"
 */
export function normalize<OperationId extends DocumentOperationId>(
  operationId: OperationId,
  message: DocumentMessages[OperationId],
  options?: NormalizeOptions,
): Documents[OperationId];
export function normalize(
  operationId: string,
  message: unknown,
  options: NormalizeOptions = {},
): DocumentFrame {
  return normalizeMessage(operationId, message, options);
}

/** `normalize` without the types of single documents. */
export function normalizeMessage(
  operationId: string,
  message: unknown,
  options: NormalizeOptions,
): DocumentFrame & { readonly native?: NativeFrame } {
  if (!isDocumentOperationId(operationId)) {
    throw new TypeError(
      `${JSON.stringify(operationId)} is not an operation that reads documents. Those are: ${documentOperationIds.join(", ")}.`,
    );
  }
  checkOptions(dateRules, options);
  // Every date of a document relates to the same day.
  const settings = { today: options.today ?? new Date() };
  readToday(settings.today);
  const fields = fieldsOf(message);
  const rule = chooseDocument(documentRules[operationId], fields ?? {});
  const problems: DocumentProblem[] = [];
  const reason = problemOfWhole(fields, rule);
  if (reason !== undefined) problems.push({ reason, explanation: problemExplanations[reason] });

  const readings = readAll(rule, fields ?? {}, settings, problems);
  const script = readings.map(({ rule: { script: its } }) => its).find(isNativeScript);
  const latin = collect(readings.filter(({ rule: its }) => !isNativeScript(its.script)));
  const native = collect(readings.filter(({ rule: its }) => isNativeScript(its.script)));
  compose(latin, rule.compositions);
  problems.push(...uncertainDates(latin), ...uncertainDates(native));
  return {
    operationId,
    type: rule.type,
    country: rule.country,
    ...(rule.side !== undefined && { side: rule.side }),
    ...Object.fromEntries(latin.values),
    ...(script !== undefined && {
      native: {
        script,
        ...Object.fromEntries(native.values),
        sources: Object.fromEntries(native.sources),
      },
    }),
    raw: message,
    sources: Object.fromEntries(latin.sources),
    checks: [...latin.checks, ...native.checks, ...checkNumbers(latin, settings)],
    problems,
  };
}

function fieldsOf(message: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return undefined;
  return Object.fromEntries(Object.entries(message));
}

function problemOfWhole(
  fields: Readonly<Record<string, unknown>> | undefined,
  rule: DocumentRule,
): "not-an-object" | "whole-answer" | "unknown-document" | undefined {
  if (fields === undefined) return "not-an-object";
  // What is around a message: `{ status, message }` of the service, or `{ data, error, response }` of the client.
  const isAround = ["message", "data"].some((name) => fieldsOf(fields[name]) !== undefined);
  if (isAround && !rule.fields.some(({ field }) => field in fields)) return "whole-answer";
  return rule.type === "unknown" ? "unknown-document" : undefined;
}

/** The last candidate of several has no condition: it stands for a document that is not known. */
function chooseDocument(
  candidates: readonly DocumentRule[],
  fields: Readonly<Record<string, unknown>>,
): DocumentRule {
  const found = candidates.find(({ when }) => {
    if (when === undefined) return true;
    const value = fields[when.property];
    return typeof value === "string" && comparable(value) === comparable(when.equals);
  });
  if (found === undefined) throw new Error("The rules have no document for this message.");
  return found;
}

/** Reads all fields that have a text, and notes what could not be read. */
function readAll(
  rule: DocumentRule,
  fields: Readonly<Record<string, unknown>>,
  options: DateOptions,
  problems: DocumentProblem[],
): readonly FieldReading[] {
  const found: FieldReading[] = [];
  for (const fieldRule of rule.fields) {
    const { field, attribute } = fieldRule;
    const value = fields[field];
    if (value === undefined || value === null) continue;
    if (typeof value !== "string") {
      problems.push({
        attribute,
        field,
        reason: "not-text",
        explanation: problemExplanations["not-text"],
      });
      continue;
    }
    // The service writes an empty text where it read nothing.
    if (cleanText(value) === "") continue;
    const reading = readField(fieldRule, value, options);
    found.push(reading);
    if (reading.problem !== undefined) {
      problems.push({ attribute, field, reason: reading.problem, explanation: explain(reading) });
    }
  }
  return found;
}

/** Text in Latin script, or of no script, stands at the top of the document. */
function isNativeScript(script: Script | undefined): script is NativeScript {
  return script !== undefined && script !== "Latn";
}

function explain({ value, problem }: FieldReading): string {
  if (isDate(value) && value.value === undefined) return value.explanation;
  const known: Readonly<Record<string, string>> = problemExplanations;
  return known[problem ?? ""] ?? "";
}

/** Tests every number, also against the birth date and the sex that the document shows. */
function checkNumbers({ values }: Collected, options: DateOptions): readonly DocumentCheck[] {
  const birthDate = values.get("birthDate");
  const sex = values.get("sex");
  const known = {
    ...options,
    ...(isDate(birthDate) && { birthDate: birthDate.value }),
    ...(isSex(sex) && { sex }),
  };
  return [...values].flatMap(([attribute, value]) =>
    isNumber(value)
      ? checkNumber(value.scheme, value.raw, known).checks.map((done) => ({
          attribute,
          fields: [value.field],
          ...done,
        }))
      : [],
  );
}
