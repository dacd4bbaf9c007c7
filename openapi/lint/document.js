/**
 * Reading helpers for a bundled contract, where every reference is local.
 *
 * @typedef {Record<string, unknown>} Node
 */

/**
 * @param {unknown} value
 * @returns {value is Node}
 */
export function isNode(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The member of a node if it is a node itself, else an empty node.
 *
 * @param {unknown} value
 * @param {string} key
 * @returns {Node}
 */
export function child(value, key) {
  const member = isNode(value) ? value[key] : undefined;
  return isNode(member) ? member : {};
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/**
 * The name at the end of a local reference: `#/components/schemas/Image` gives `Image`.
 *
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function referenceName(value) {
  const reference = isNode(value) ? value["$ref"] : undefined;
  return typeof reference === "string" ? reference.split("/").at(-1) : undefined;
}

/**
 * Follows a local reference; anything else is returned as it is.
 *
 * @param {unknown} document
 * @param {unknown} value
 * @returns {Node}
 */
export function resolve(document, value) {
  if (!isNode(value)) return {};
  const reference = value["$ref"];
  if (typeof reference !== "string") return value;
  let target = document;
  for (const part of reference.replace(/^#\//, "").split("/")) {
    target = child(target, part.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return isNode(target) ? target : {};
}
