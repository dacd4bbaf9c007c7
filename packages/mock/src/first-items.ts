import { limits } from "./limits.js";

/** Deeper values are left as they are: no schema of an answer goes so deep. */
const deepest = 20;

/**
 * Cuts the arrays of a value: a validator notes a fault for each wrong item, and one of these takes a hundred times
 * the room of the item.
 *
 * @returns the value, and whether anything was cut
 */
export function firstItems(value: unknown): { readonly value: unknown; readonly isCut: boolean } {
  const found = { isCut: false };

  function cut(part: unknown, depth: number): unknown {
    if (typeof part !== "object" || part === null || depth > deepest) return part;
    if (Array.isArray(part)) {
      const items: readonly unknown[] = part;
      if (items.length > limits.checkedItems) found.isCut = true;
      return items.slice(0, limits.checkedItems).map((item) => cut(item, depth + 1));
    }
    return Object.fromEntries(
      Object.entries(part).map(([name, one]) => [name, cut(one, depth + 1)]),
    );
  }

  const first = cut(value, 0);
  return { value: found.isCut ? first : value, isCut: found.isCut };
}
