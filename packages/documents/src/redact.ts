import type { DocumentFrame } from "./document.js";
import { documentRules } from "./generated/documents.js";
import type { SidesFrame } from "./merge-sides.js";
import { isDocumentOperationId } from "./normalize.js";

/** What stands for a personal text. Its length tells nothing. */
const mask = "***";

/** Members that hold words of this package and of the contract, and nothing of a person. */
const harmless = [
  "operationId",
  "type",
  "country",
  "side",
  "agreement",
  "checks",
  "problems",
  "script",
  "field",
  "scheme",
  "precision",
  "calendar",
  "rule",
  "reason",
  "explanation",
] as const;

/** A value in which every text and every number is masked, but for the harmless members. */
export type Redacted<Value> = Value extends string | number
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Redacted<Item>[]
    : Value extends object
      ? {
          readonly [Key in keyof Value]: Key extends (typeof harmless)[number]
            ? Value[Key]
            : Redacted<Value[Key]>;
        }
      : Value;

/**
 * A document of the same shape that is safe to log: every text of the card is `***`, in `raw` and
 * `sources` too. Which attributes there are, checks, problems, reasons and names of fields stay. Of `raw`
 * only documented fields stay, because nothing is known about others.
 *
 * @param document a document of `normalize`, or sides of `mergeSides`
 *
 * @example
 * redact(normalize("recognizeGermanIdCard", { Surname: "MUSTERMANN" })).surname; // "***"
 */
export function redact<Document extends DocumentFrame | SidesFrame>(
  document: Document,
): Redacted<Document>;
export function redact(document: object): object {
  return redactObject(document);
}

function redactObject(document: object): object {
  return mapMembers(Object.entries(document), (name, value) =>
    name === "raw" && isDocument(document) ? redactMessage(document) : redactMember(name, value),
  );
}

/** Tells a document, whose `raw` is a message, from a date or a number, whose `raw` is a text. */
function isDocument(value: object): value is Pick<DocumentFrame, "operationId" | "raw"> {
  return "operationId" in value && isDocumentOperationId(String(value.operationId));
}

function redactMessage({ operationId, raw }: Pick<DocumentFrame, "operationId" | "raw">): unknown {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return redactText(raw);
  const documented = new Set(
    documentRules[operationId].flatMap(({ fields }) => fields.map(({ field }) => field)),
  );
  const members = Object.entries(raw).filter(([name]) => documented.has(name));
  return mapMembers(members, (_name, value) => redactText(value));
}

function mapMembers(
  members: readonly (readonly [string, unknown])[],
  change: (name: string, value: unknown) => unknown,
): object {
  return Object.fromEntries(members.map(([name, value]) => [name, change(name, value)]));
}

/** What was read from a message may be anything: all of it is one mask. */
function redactText(value: unknown): unknown {
  return value === undefined || value === null || value === "" ? value : mask;
}

function redactMember(name: string, value: unknown): unknown {
  const names: readonly string[] = harmless;
  if (names.includes(name)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => redactMember("", item));
  if (typeof value !== "object" || value === null) return redactText(value);
  return redactObject(value);
}
