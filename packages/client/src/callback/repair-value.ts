import type { CallbackParameter } from "./callback-description.js";
import type { CallbackRepairKind } from "./callback-repair.js";
import { isDocumented } from "./is-documented.js";

/** A value of the documented form, and what was done to find it. */
export interface RepairedValue {
  readonly value: string;
  /** In the order in which it was done. */
  readonly kinds: readonly CallbackRepairKind[];
}

/** No documented form has as many characters, also with something around it. To trim more takes long. */
const longest = 100;

/**
 * Finds the value that a sloppy sender meant. A text has no documented form, so all its readings are
 * possible, and it is left alone.
 *
 * @returns undefined where the value needs no repair, or where none leads to the documented form
 */
export function repairValue(
  parameter: CallbackParameter,
  value: string,
): RepairedValue | undefined {
  if (value.length > longest || isDocumented(parameter, value)) return undefined;
  const candidates: readonly RepairedValue[] = withPlusSign(parameter, [
    { value, kinds: [] },
    { value: value.replace(/[\s?/;]+$/, ""), kinds: ["trimmed"] },
    { value: value.replace(/^\s+|[\s?/;]+$/g, ""), kinds: ["trimmed"] },
  ]);
  return candidates.find((candidate) => isDocumented(parameter, candidate.value));
}

/** The candidates, and for a telephone number each with the plus sign that it lost, too. */
function withPlusSign(
  { phone }: CallbackParameter,
  candidates: readonly RepairedValue[],
): readonly RepairedValue[] {
  if (phone === undefined) return candidates;
  return candidates.flatMap((candidate) => {
    const { value, kinds } = candidate;
    // A raw `+` is a space in a form, and so is what a proxy made of it, `%20`.
    if (value.startsWith(" ")) {
      return [candidate, { value: `+${value.slice(1)}`, kinds: [...kinds, "lost-plus"] }];
    }
    const decoded = value.replace(/^%(?:25)*2B/i, "+");
    return [candidate, { value: decoded, kinds: [...kinds, "encoded-twice"] }];
  });
}
