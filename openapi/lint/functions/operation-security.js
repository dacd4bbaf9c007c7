import { child, isNode, list } from "../document.js";

/**
 * Every operation of the service takes any one of the declared schemes. What the service itself
 * sends (callbacks and webhooks) carries none, and says so.
 *
 * @param {unknown} operation
 * @param {{ direction: "in" | "out" }} options
 * @param {{ path: (string | number)[], document: { data: unknown } }} context
 */
export function operationSecurity(operation, { direction }, context) {
  if (!isNode(operation)) return [];
  const document = isNode(context.document.data) ? context.document.data : {};
  const own = operation["security"];
  if (direction === "out") {
    return Array.isArray(own) && own.length === 0
      ? []
      : [
          {
            message: "The service sends this request without a token. Set security to [].",
            path: context.path,
          },
        ];
  }
  const schemes = Object.keys(child(child(document, "components"), "securitySchemes"));
  const names = list(own ?? document["security"]).map((item) =>
    isNode(item) ? Object.keys(item).join("+") : "",
  );
  const missing = schemes.filter((scheme) => !names.includes(scheme));
  if (missing.length === 0 && names.length === schemes.length) return [];
  return [
    {
      message: `Security of this operation is ${names.length === 0 ? "missing" : names.join(" or ")}. Take the security of the root, which offers ${schemes.join(" or ")}.`,
      path: own === undefined ? context.path : [...context.path, "security"],
    },
  ];
}
