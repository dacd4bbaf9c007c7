import { checkNumber } from "@aisolution/documents";
import fc from "fast-check";
import { stdnum } from "stdnum";
import type { ComparedScheme, Difference, Reference } from "./schemes.js";

/** What a comparison found. */
export interface Comparison {
  readonly compared: number;
  /** How many numbers each side accepts. */
  readonly acceptedHere: number;
  readonly acceptedThere: number;
  readonly explained: ReadonlyMap<Difference, number>;
  /** Numbers on which both disagree for no known reason. They are made up. */
  readonly unexplained: readonly string[];
}

/** Made-up numbers of a scheme, right and wrong ones; the same for the same seed. */
export function makeNumbers(
  { forms, checkDigit }: ComparedScheme,
  count: number,
  seed: number,
): readonly string[] {
  const variants = (number: string) =>
    checkDigit === undefined
      ? [number]
      : Array.from(
          checkDigit.values,
          (character) =>
            number.slice(0, number.length - checkDigit.fromEnd) +
            character +
            number.slice(number.length - checkDigit.fromEnd + 1),
        );
  const perForm = Math.ceil(count / forms.length);
  return forms.flatMap((form, index) =>
    fc
      .sample(fc.stringMatching(form), { numRuns: perForm, seed: seed + index })
      .flatMap(variants)
      .slice(0, perForm),
  );
}

/** Whether nothing that is tested speaks against a number. */
export function isAcceptedHere({ scheme }: ComparedScheme, number: string): boolean {
  return checkNumber(scheme, number).checks.every(({ result }) => result !== "invalid");
}

/** Whether the npm library accepts a number. */
export function isAcceptedByStdnum(name: string, number: string): boolean {
  const [country = "", kind = ""] = name.split(".");
  const validator = stdnum[country]?.[kind];
  if (validator === undefined) throw new Error(`stdnum has no ${name}.`);
  return validator.validate(number).isValid;
}

/** Compares two opinions about the same numbers. */
export function compare(
  numbers: readonly string[],
  here: readonly boolean[],
  there: readonly boolean[],
  { differences }: Reference,
): Comparison {
  if (there.length !== numbers.length)
    throw new Error("The reference gave no answer to some numbers.");
  const explained = new Map<Difference, number>();
  const unexplained: string[] = [];
  for (const [index, number] of numbers.entries()) {
    if (here[index] === there[index]) continue;
    const side = here[index] === true ? "here" : "there";
    const difference = differences.find(
      ({ accepted, applies }) => accepted === side && applies(number),
    );
    if (difference === undefined) unexplained.push(`${number} (accepted ${side})`);
    else explained.set(difference, (explained.get(difference) ?? 0) + 1);
  }
  return {
    compared: numbers.length,
    acceptedHere: here.filter(Boolean).length,
    acceptedThere: there.filter(Boolean).length,
    explained,
    unexplained,
  };
}
