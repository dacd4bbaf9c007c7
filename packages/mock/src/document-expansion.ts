import { DocumentError } from "./document-error.js";
import { limits } from "./limits.js";
import { member } from "./member.js";

/**
 * Prism puts what a reference stands for in its place, again and again: what grows by two at each of thirty
 * references never ends. So the values are counted first, as Prism will see them. A circle ends where it closes.
 *
 * @throws DocumentError
 */
export function checkExpansion(document: Record<string, unknown>): void {
  const open = new Set<object>();
  let values = 0;

  function visit(value: unknown, depth: number): void {
    values += 1;
    if (values > limits.documentValues) {
      throw new DocumentError(
        `The references of the document stand for more than ${String(limits.documentValues)} values.`,
      );
    }
    if (typeof value !== "object" || value === null || open.has(value)) return;
    if (depth > limits.documentDepth) {
      throw new DocumentError(
        `The references of the document go deeper than ${String(limits.documentDepth)} levels.`,
      );
    }
    open.add(value);
    const reference = member(value, "$ref");
    if (typeof reference === "string") visit(target(reference), depth + 1);
    for (const part of Object.values(value)) visit(part, depth + 1);
    open.delete(value);
  }

  function target(reference: string): unknown {
    if (!reference.startsWith("#")) return undefined;
    return pointerNames(reference).reduce<unknown>(member, document);
  }

  visit(document, 0);
}

function pointerNames(reference: string): readonly string[] {
  const [, ...names] = reference.split("/");
  return names.map((name) => decoded(name).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
