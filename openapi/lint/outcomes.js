import { child, isNode, list, referenceName, resolve } from "./document.js";

/**
 * One documented outcome of an operation, as the contract states it.
 *
 * @typedef {object} Outcome
 * @property {string} key name of the outcome, and key of its example
 * @property {string} status value of `status`
 * @property {string} schema name of the branch of the response union
 * @property {import("./document.js").Node} branch the branch itself
 * @property {import("./document.js").Node | undefined} variant the entry of `x-variants`, if any
 */

/**
 * `NOT SAME PERSON` and `IMAGE_INVALID_SIZE` become `not-same-person` and `image-invalid-size`.
 *
 * @param {string} value
 */
export function kebabCase(value) {
  return value.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/**
 * The answer under HTTP 200 as a media type object.
 *
 * @param {unknown} operation
 */
export function successContent(operation) {
  const response = child(child(operation, "responses"), "200");
  return child(child(response, "content"), "application/json");
}

/**
 * All outcomes of an operation, in the order of the response union. The variants of a status come
 * before its plain outcome. Variants by `equals` name every value, so they leave no plain outcome.
 *
 * @param {unknown} document the bundled contract
 * @param {unknown} operation
 * @returns {Outcome[]}
 */
export function outcomesOf(document, operation) {
  const union = resolve(document, successContent(operation)["schema"]);
  return list(union["oneOf"]).flatMap((reference) => {
    const branch = resolve(document, reference);
    const schema = referenceName(reference) ?? "";
    const status = child(child(branch, "properties"), "status")["const"];
    if (typeof status !== "string") return [];
    const variants = list(branch["x-variants"]).filter(isNode);
    const outcomes = variants.map((variant) => ({
      key: String(variant["key"]),
      status,
      schema,
      branch,
      variant,
    }));
    const closed =
      variants.length > 0 && variants.every((variant) => "equals" in child(variant, "when"));
    return closed
      ? outcomes
      : [...outcomes, { key: kebabCase(status), status, schema, branch, variant: undefined }];
  });
}

/**
 * Whether the condition of a variant holds for a message.
 *
 * @param {import("./document.js").Node} condition
 * @param {unknown} message
 */
export function conditionHolds(condition, message) {
  const pattern = condition["pattern"];
  if (typeof pattern === "string") {
    return typeof message === "string" && new RegExp(pattern).test(message);
  }
  return isNode(message) && message[String(condition["property"])] === condition["equals"];
}
