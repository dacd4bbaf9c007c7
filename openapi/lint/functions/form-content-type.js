import { child, resolve } from "../document.js";

const FORM = "application/x-www-form-urlencoded";

/**
 * Requests are forms and nothing else, and never empty; the source documents no other content type.
 *
 * @param {unknown} operation
 * @param {unknown} _options
 * @param {{ path: (string | number)[], document: { data: unknown } }} context
 */
export function formContentType(operation, _options, context) {
  const body = resolve(context.document.data, child(operation, "requestBody"));
  const types = Object.keys(child(body, "content"));
  if (types.length === 1 && types[0] === FORM && body["required"] === true) return [];
  if (types.length === 1 && types[0] === FORM) {
    return [
      {
        message: "The request body is optional. Set required to true.",
        path: [...context.path, "requestBody"],
      },
    ];
  }
  return [
    {
      message: `The request body is ${types.length === 0 ? "missing" : types.join(", ")}. Declare ${FORM}, and only that.`,
      path: [...context.path, "requestBody"],
    },
  ];
}
