import { isNode } from "../../openapi/lint/document.js";

/** A plain object of parsed YAML or JSON. */
export type Node = Record<string, unknown>;

// Readers that check what they read. Lint has already held the contract against its rules; these
// name the place when a script and the contract still disagree.

/**
 * Reads an object.
 *
 * @param where name of the parent, for the error
 * @throws when the member is missing, or something else
 */
export function readNode(parent: Node, key: string, where: string): Node {
  const value = parent[key];
  if (!isNode(value)) throw new Error(`${where}.${key} is not an object.`);
  return value;
}

/**
 * Reads a text that is not empty.
 *
 * @param where name of the parent, for the error
 * @throws when the member is missing, empty, or something else
 */
export function readText(parent: Node, key: string, where: string): string {
  const value = parent[key];
  if (typeof value !== "string" || value === "") throw new Error(`${where}.${key} is not a text.`);
  return value;
}

/**
 * Reads a list. What its items are is not checked.
 *
 * @param where name of the parent, for the error
 * @throws when the member is missing, or something else
 */
export function readList(parent: Node, key: string, where: string): unknown[] {
  const value = parent[key];
  if (!Array.isArray(value)) throw new Error(`${where}.${key} is not a list.`);
  return value;
}

/** The members of a list that are texts. */
export function texts(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === "string");
}
