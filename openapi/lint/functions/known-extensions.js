import { isNode } from "../document.js";

/**
 * Every `x-` key is one that `openapi/README.md` describes. A typing error in such a key would take a
 * fact away, and no other rule would notice.
 *
 * @param {unknown} document
 * @param {{ names: string[] }} options
 */
export function knownExtensions(document, { names }) {
  /** @type {{ message: string, path: (string | number)[] }[]} */
  const results = [];
  /** @type {(value: unknown, path: (string | number)[]) => void} */
  const visit = (value, path) => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    } else if (isNode(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (key.startsWith("x-") && !names.includes(key)) {
          results.push({
            message: `${key} is no extension of this contract. Use one of ${names.join(", ")}, or describe it in openapi/README.md.`,
            path: [...path, key],
          });
        }
        // What stands in an example is data.
        if (key !== "value" && key !== "example") visit(item, [...path, key]);
      }
    }
  };
  visit(document, []);
  return results;
}
