/** The form of the generated rules. What they say comes from the contract. */
import type { DateRule } from "./dates/date-types.js";
import type { DocumentSide, DocumentType } from "./document.js";
import type { Attribute, NumberScheme, Script } from "./generated/documents.js";
import type { checkDigitTests } from "./numbers/check-digit.js";
import type { structureReaders } from "./numbers/number-structure.js";

/** How a number is built (the contract's `x-field.number`). */
export interface NumberRule {
  /** Characters to take out before anything is tested. */
  readonly ignore?: string;
  /** What the whole number must match. */
  readonly form: RegExp;
  /** What numbers match that have the form, but are never given to anybody. */
  readonly neverIssued?: readonly RegExp[];
  readonly checkDigit?: {
    readonly algorithm: keyof typeof checkDigitTests;
    /** Where the check digit stands, counted from 1. Default: at the end. */
    readonly place?: number;
    /** How many letters and digits at the end it is computed over, itself included. Default: all. */
    readonly span?: number;
    /** The check digit is there only when the number has this many characters. */
    readonly length?: number;
  };
  readonly structure?: keyof typeof structureReaders;
}

/** Order of a full name. */
export type NameOrder = "given-first" | "surname-first";

/** How a field is read (the contract's `x-field`). */
export interface FieldRule {
  readonly field: string;
  readonly attribute: Attribute;
  readonly date?: DateRule;
  readonly number?: NumberScheme;
  /** Normalised values, each with what is printed. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly script?: Script;
  readonly titles?: readonly string[];
  readonly nameOrder?: NameOrder;
  readonly label?: string;
  readonly separator?: string;
  readonly unit?: "cm" | "m";
}

/** An attribute that no field holds, composed of others. */
export interface Composition {
  readonly attribute: Attribute;
  readonly from: readonly Attribute[];
  /** Whether all parts must be there, or one is enough. */
  readonly needs: "all" | "any";
}

/** A document that an operation can give. */
export interface DocumentRule {
  readonly type: DocumentType;
  readonly country: string;
  readonly side?: DocumentSide;
  /** Where an operation has several documents: the field and the value that tell this one. */
  readonly when?: { readonly property: string; readonly equals: string };
  readonly fields: readonly FieldRule[];
  readonly compositions: readonly Composition[];
}
