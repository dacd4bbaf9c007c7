import type { DocumentFrame } from "./document.js";
import { documentRules, type IdentityDocument } from "./generated/documents.js";
import type { SidesFrame } from "./merge-sides.js";
import type { NameOrder } from "./rules.js";
import { comparable } from "./text/clean-text.js";

/** A full name in Latin script, with the order of its words. */
export interface FullName {
  readonly text: string;
  /**
   * `given-first`: given names, then surnames. `surname-first`: surnames, then given names. `unknown`: as the card prints
   * it, and no source gives the order. It differs by region and family in India; in Indonesia one name is enough.
   */
  readonly order: NameOrder | "unknown";
  /** `composed`: of the given names and the surnames. `printed`: the full name of the card. */
  readonly source: "composed" | "printed";
}

/** What has a name: a document of `normalize`, or sides of `mergeSides`. */
export type WithName = IdentityDocument | (SidesFrame & { readonly front: IdentityDocument });

/**
 * The full name of the holder, in one order for all documents as far as it is known.
 *
 * Where the card prints given names and surnames apart, they are put together in this order. Where it prints the full
 * name only, it stays as printed, and `order` has what the contract says about it. A Mexican card prints both: the
 * parts are taken if they are all of the name, and else the printed name, so that no part of a name is lost. A
 * title does not belong to it.
 *
 * @param document a document of `normalize`, or sides of `mergeSides`
 * @returns undefined where the name was not read in full, or not in Latin script
 *
 * @example
 * const card = normalize("recognizeMexicanIdCard", {
 *   fullName: "EJEMPLO PRUEBA YOLANDA",
 *   fatherLastName: "EJEMPLO",
 *   motherLastName: "PRUEBA",
 *   name: "YOLANDA",
 * });
 * fullName(card); // { text: "YOLANDA EJEMPLO PRUEBA", order: "given-first", source: "composed" }
 */
export function fullName(document: WithName): FullName | undefined {
  const named = "front" in document ? document.front : document;
  const { givenNames, surname, fullName: name } = named;
  const printedOrder = printedOrderOf(named);
  const composed =
    givenNames === undefined || surname === undefined ? undefined : `${givenNames} ${surname}`;
  const isWhole = printedOrder === undefined || name === undefined || haveSameWords(name, composed);
  if (composed !== undefined && isWhole) {
    return { text: composed, order: "given-first", source: "composed" };
  }
  return name === undefined || printedOrder === undefined
    ? undefined
    : { text: name, order: printedOrder, source: "printed" };
}

/** The order of a full name that the card prints; undefined where it prints none. */
function printedOrderOf({
  operationId,
  type,
  sources,
}: DocumentFrame): FullName["order"] | undefined {
  const rules = documentRules[operationId].filter((document) => document.type === type);
  const printed = rules
    .flatMap(({ fields }) => fields)
    .find(
      ({ field, attribute }) =>
        attribute === "fullName" && sources.fullName?.some((source) => source.field === field),
    );
  return printed === undefined ? undefined : (printed.nameOrder ?? "unknown");
}

function haveSameWords(name: string, other: string | undefined): boolean {
  return other !== undefined && wordsOf(name) === wordsOf(other);
}

function wordsOf(name: string): string {
  return name.split(" ").map(comparable).sort().join(" ");
}
