import type { DocumentNumber } from "../document.js";
import { numberSchemes } from "../generated/documents.js";

/**
 * Whether two numbers of one scheme are the same, by the digits that both show.
 *
 * @returns undefined where no digit is shown by both
 */
export function compareNumbers(left: DocumentNumber, right: DocumentNumber): boolean | undefined {
  if (!isMasked(left) && !isMasked(right)) return left.value === right.value;
  if (left.value.length !== right.value.length) return false;
  const others = Array.from(right.value);
  const shown = Array.from(left.value)
    .map((digit, index) => [digit, others[index] ?? ""] as const)
    .filter((pair) => pair.every((digit) => /^[0-9]$/.test(digit)));
  return shown.length === 0 ? undefined : shown.every(([one, other]) => one === other);
}

/** Whether a number stands in place of a masked one of which it shows more. */
export function showsMore(number: DocumentNumber, other: DocumentNumber): boolean {
  return isMasked(other) && shownDigits(number) > shownDigits(other);
}

/** A number in which X stands for a digit. Where the form of the scheme allows it, it is a letter. */
function isMasked({ scheme, value }: DocumentNumber): boolean {
  return /^[0-9X*]+$/.test(value) && /[X*]/.test(value) && !numberSchemes[scheme].form.test(value);
}

function shownDigits({ value }: DocumentNumber): number {
  return value.replaceAll(/[X*]/g, "").length;
}
