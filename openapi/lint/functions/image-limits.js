import { child, isNode } from "../document.js";

/**
 * The length of the base64 text follows from the size limit in bytes; the contract has both, for
 * validators and for programs.
 *
 * @param {unknown} schema
 * @param {unknown} _options
 * @param {{ path: (string | number)[] }} context
 */
export function imageLimits(schema, _options, context) {
  if (!isNode(schema) || !("x-image" in schema)) return [];
  const wanted = 4 * Math.ceil(Number(child(schema, "x-image")["maxBytes"]) / 3);
  if (schema["maxLength"] === wanted) return [];
  return [
    {
      message: `maxLength is ${String(schema["maxLength"])}. Set it to ${String(wanted)}, which is x-image.maxBytes in base64.`,
      path: context.path,
    },
  ];
}
