import { isDeepStrictEqual } from "node:util";
import { child, isNode } from "../document.js";
import { requestFieldsOf } from "../request-fields-of.js";

/**
 * A callback stands twice: under its operation, where OpenAPI wants it, and as a webhook of the same
 * name, which type generators read. Both must say the same. Its address comes from a field of the
 * request.
 *
 * @param {unknown} document
 */
export function callbackTwin(document) {
  /** @type {{ message: string, path: (string | number)[] }[]} */
  const results = [];
  for (const [url, pathItem] of Object.entries(child(document, "paths"))) {
    const operation = child(pathItem, "post");
    for (const [name, callback] of Object.entries(child(operation, "callbacks"))) {
      const path = ["paths", url, "post", "callbacks", name];
      const [expression = "", target] = Object.entries(isNode(callback) ? callback : {})[0] ?? [];
      const field = /^\{\$request\.body#\/(\w+)\}$/.exec(expression)?.[1] ?? "";
      const fields = requestFieldsOf(document, operation);
      if (!fields.includes(field)) {
        results.push({
          message: `The callback ${name} takes its address from ${expression}, which is no field of the request. Use {$request.body#/…} with one of ${fields.join(", ")}.`,
          path,
        });
      }
      const { operationId: _one, ...inside } = child(target, "get");
      const { operationId: _two, ...outside } = child(
        child(child(document, "webhooks"), name),
        "get",
      );
      const different = [...new Set([...Object.keys(inside), ...Object.keys(outside)])].filter(
        (key) => !isDeepStrictEqual(inside[key], outside[key]),
      );
      if (different.length > 0) {
        results.push({
          message: `The callback ${name} and the webhook ${name} differ in ${different.join(", ")}. Write the same in both.`,
          path,
        });
      }
    }
  }
  return results;
}
