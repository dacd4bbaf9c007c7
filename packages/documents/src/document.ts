/** The parts that all documents share. Types of the single documents are in `generated/documents.ts`. */
import type { ReadDate, UnreadDate } from "./dates/date-types.js";
import type {
  Attribute,
  DocumentOperationId,
  NumberScheme,
  Script,
} from "./generated/documents.js";
import type { NumberCheck } from "./numbers/check-number.js";

/** The kind of document. `unknown`: the answer does not tell which of several documents it is. */
export type DocumentType =
  "identity-card" | "driving-licence" | "tax-card" | "voter-card" | "unknown";

/** The side of the document, where front and back are read apart. */
export type DocumentSide = "front" | "back";

/** `F` is a woman, `M` a man, `X` neither or not stated (the letters of ICAO Doc 9303). */
export type Sex = "F" | "M" | "X";

/** `not-applicable`: there was nothing to test, or nothing to test it with. */
export type CheckResult = "valid" | "invalid" | "not-applicable";

/** The date of a document, read or with the reason why it has no value. `field` is the field of the message. */
export type DocumentDate = (ReadDate | UnreadDate) & { readonly field: string };

/** A number with a known scheme. What the tests say about it stands in `checks` of the document. */
export interface DocumentNumber<Scheme extends NumberScheme = NumberScheme> {
  /** The number in plain digits and capitals, without the spaces, dots or hyphens that its scheme ignores. */
  readonly value: string;
  /** The printed text. */
  readonly raw: string;
  /** Field of the message. */
  readonly field: string;
  readonly scheme: Scheme;
}

/** Where the value of an attribute comes from. */
export interface Source {
  /** Field of the message. */
  readonly field: string;
  /** The printed text. */
  readonly raw: string;
}

/** The sources of each attribute, also of those that could not be read. */
export type Sources = Readonly<Partial<Record<Attribute, readonly Source[]>>>;

/** What was tested about an attribute. */
export interface DocumentCheck {
  readonly attribute: Attribute;
  /** Fields of the message that were tested. */
  readonly fields: readonly string[];
  /** `agreement`: several fields that hold one attribute say the same. */
  readonly check: NumberCheck["check"] | "agreement";
  readonly result: CheckResult;
  /** The result in words. It holds nothing of the document. */
  readonly explanation: string;
}

/** Something that could not be read, or not for certain. */
export interface DocumentProblem {
  /** Not there where the problem is of the whole message. */
  readonly attribute?: Attribute;
  /** Field of the message. Not there where the problem is of the whole message. */
  readonly field?: string;
  readonly reason: ProblemReason;
  /** The reason in words. It holds nothing of the document. */
  readonly explanation: string;
}

/**
 * Why something could not be read.
 *
 * - reasons of dates: see `DateReason`; `no-end` is not among them, nor is a part that the card says is not known
 * - `unknown-value`: the contract does not know the printed value
 * - `not-a-height`: the text is no length, or no length of a person
 * - `nothing-left`: nothing stands after the title or the label
 * - `title-not-separated`: the name may begin with a title; it was left as it is
 * - `not-text`: the field holds something else than a text
 * - `not-an-object`: the message holds no fields
 * - `whole-answer`: it is what is around a message: the answer of the service, or the result of a call
 * - `unknown-document`: the message does not tell which document it is
 */
export type ProblemReason =
  | Exclude<UnreadDate["reason"], "no-end">
  | "calendar-change"
  | "unknown-value"
  | "not-a-height"
  | "nothing-left"
  | "title-not-separated"
  | "not-text"
  | "not-an-object"
  | "whole-answer"
  | "unknown-document";

/** What every normalised document has. */
export interface DocumentFrame<
  OperationId extends DocumentOperationId = DocumentOperationId,
  Message = unknown,
> {
  /** The operation that read the document. */
  readonly operationId: OperationId;
  readonly type: DocumentType;
  /** Issuing country, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Not there where one picture shows the whole document. */
  readonly side?: DocumentSide;
  /** The message, as it was given. */
  readonly raw: Message;
  /** Field and printed text for every attribute whose field had a text. */
  readonly sources: Sources;
  /** Tests of numbers, and comparisons of fields that hold the same attribute. */
  readonly checks: readonly DocumentCheck[];
  /** What could not be read, and why. */
  readonly problems: readonly DocumentProblem[];
}

/** A script that is not Latin, by its ISO 15924 code. */
export type NativeScript = Exclude<Script, "Latn">;

/** Text in another script than Latin. */
export interface NativeFrame {
  /** Script by its ISO 15924 code. */
  readonly script: NativeScript;
  /** Field and printed text for every attribute in this script whose field had a text. */
  readonly sources: Sources;
}
