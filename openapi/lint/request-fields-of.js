import { child, resolve } from "./document.js";

/**
 * The names of the form fields of an operation.
 *
 * @param {unknown} document the bundled contract
 * @param {unknown} operation
 * @returns {string[]}
 */
export function requestFieldsOf(document, operation) {
  const body = resolve(document, child(operation, "requestBody"));
  return Object.values(child(body, "content")).flatMap((media) =>
    Object.keys(child(resolve(document, child(media, "schema")), "properties")),
  );
}
