import type { CheckResult, DocumentCheck, DocumentFrame } from "./document.js";
import {
  backOperations,
  documentRules,
  type Attribute,
  type DocumentOperationId,
  type Documents,
} from "./generated/documents.js";
import { compareNumbers, showsMore } from "./numbers/compare-numbers.js";
import { isNumber } from "./read-field.js";
import { comparable } from "./text/clean-text.js";

/** Operations that read the front of a document whose back another one reads. */
export type FrontOperationId = keyof typeof backOperations;

/** The operation that reads the back. */
export type BackOperationId<Front extends FrontOperationId> = (typeof backOperations)[Front];

/** What both sides of a document have in common. */
export interface SidesFrame {
  readonly type: string;
  /** Issuing country, ISO 3166-1 alpha-2. */
  readonly country: string;
  /**
   * Whether the numbers of both sides say that they belong together. `invalid`: one differs. `not-applicable`: there is
   * no number on both, so nothing tells.
   */
  readonly agreement: CheckResult;
  /** The comparison of each attribute that both sides show. Other checks are those of the sides. */
  readonly checks: readonly DocumentCheck[];
  readonly front: DocumentFrame;
  readonly back: DocumentFrame;
}

type AttributesOf<Document> = Pick<Document, Extract<keyof Document, Attribute>>;

/** The attributes of both sides, and the sides themselves. */
export type MergedSides<Front extends FrontOperationId> = Pick<SidesFrame, "agreement" | "checks"> &
  AttributesOf<Documents[Front]> &
  Omit<AttributesOf<Documents[BackOperationId<Front>]>, keyof AttributesOf<Documents[Front]>> & {
    readonly type: Documents[Front]["type"];
    readonly country: Documents[Front]["country"];
    readonly front: Documents[Front];
    readonly back: Documents[BackOperationId<Front>];
  };

/**
 * Puts the front and the back of one document together: of an Indian Aadhaar card or a Colombian identity card.
 *
 * The result has the attributes of both. Of a number that both show, the front is taken, or the back where the front is
 * masked. Nothing is refused: `agreement` says whether the numbers fit. Masked digits (`XXXX XXXX 1111`) fit every
 * digit. The sides of a Colombian card have no number in common, so its `agreement` is always `not-applicable`: only
 * you know that two images are of one card.
 *
 * @param front the document of the operation that reads the front
 * @param back the document of the operation that reads the back
 * @returns the attributes of both, `agreement`, `checks`, and the sides as `front` and `back`
 * @throws TypeError when they are not a front and the back that belongs to it
 *
 * @example
 * const card = mergeSides(
 *   normalize("recognizeIndianAadhaarFront", { CardNumber: "999900001111", Name: "Asha Udaharan" }),
 *   normalize("recognizeIndianAadhaarBack", { CardNumber: "9999 0000 1111", City: "Udaharanpur" }),
 * );
 * card.agreement; // "valid"
 * card.addressCity; // "Udaharanpur"
 */
export function mergeSides<Front extends FrontOperationId>(
  front: Documents[Front] & { readonly operationId: Front },
  back: Documents[BackOperationId<Front>],
): MergedSides<Front>;
export function mergeSides(front: DocumentFrame, back: DocumentFrame): SidesFrame {
  requireSides(front, back);
  const sides = [sideOf(front), sideOf(back)] as const;
  const [fronts, backs] = [sides[0].attributes, sides[1].attributes];
  const shared = [...backs.keys()].filter((attribute) => fronts.has(attribute));
  const checks = shared.map((attribute) => compareSides(attribute, sides));
  const fromBack = [...backs].filter(
    ([attribute, value]) => !fronts.has(attribute) || isClearer(value, fronts.get(attribute)),
  );
  return {
    type: front.type,
    country: front.country,
    ...Object.fromEntries([...fronts, ...fromBack]),
    agreement: summary(checks.map(({ result }) => result)),
    checks,
    front,
    back,
  };
}

interface Side {
  readonly document: DocumentFrame;
  readonly attributes: ReadonlyMap<Attribute, unknown>;
}

function sideOf(document: DocumentFrame): Side {
  return { document, attributes: attributesOf(document) };
}

const backOf: ReadonlyMap<string, DocumentOperationId> = new Map(Object.entries(backOperations));

function requireSides(front: unknown, back: unknown): void {
  const wanted = backOf.get(operationOf(front) ?? "");
  if (wanted === undefined) {
    throw new TypeError(`front must be a document of ${[...backOf.keys()].join(" or ")}.`);
  }
  if (operationOf(back) !== wanted) {
    throw new TypeError(
      `back must be a document of ${wanted}, because front is one of ${operationOf(front) ?? ""}.`,
    );
  }
}

function operationOf(document: unknown): string | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const operationId: unknown = Reflect.get(document, "operationId");
  return typeof operationId === "string" ? operationId : undefined;
}

function attributesOf(document: DocumentFrame): ReadonlyMap<Attribute, unknown> {
  const names = documentRules[document.operationId].flatMap(({ fields, compositions }) =>
    [...fields, ...compositions].map(({ attribute }) => attribute),
  );
  return new Map(
    [...new Set(names)].flatMap((name) => {
      const value: unknown = Reflect.get(document, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function isClearer(back: unknown, front: unknown): boolean {
  return isNumber(back) && isNumber(front) && showsMore(back, front);
}

/** What the sides say about an attribute that both show. */
function compareSides(attribute: Attribute, sides: readonly [Side, Side]): DocumentCheck {
  const [front, back] = sides.map(({ attributes }) => attributes.get(attribute));
  const agrees =
    isNumber(front) && isNumber(back)
      ? compareNumbers(front, back)
      : comparable(String(front)) === comparable(String(back));
  return {
    attribute,
    fields: sides.flatMap(({ document: { sources } }) =>
      (sources[attribute] ?? []).map(({ field }) => field),
    ),
    check: "agreement",
    ...(agrees === undefined
      ? { result: "not-applicable", explanation: "The sides show nothing in common." }
      : agrees
        ? { result: "valid", explanation: "The sides say the same." }
        : { result: "invalid", explanation: "The sides say different things." }),
  };
}

function summary(results: readonly CheckResult[]): CheckResult {
  if (results.includes("invalid")) return "invalid";
  return results.includes("valid") ? "valid" : "not-applicable";
}
