import { child, isNode, list, resolve } from "../document.js";
import { outcomesOf } from "../outcomes.js";
import { requestFieldsOf } from "../request-fields-of.js";

/**
 * Every outcome says what it costs, whether the call may be sent again and, if it is a failure, of
 * which kind: each branch of the response union, and each answer outside HTTP 200. A variant names
 * only what really exists.
 *
 * @param {unknown} operation
 * @param {unknown} _options
 * @param {{ path: (string | number)[], document: { data: unknown } }} context
 */
export function outcomeMeaning(operation, _options, context) {
  const document = context.document.data;
  /** @type {{ message: string, path: (string | number)[] }[]} */
  const results = [];
  /** @type {(node: import("../document.js").Node, name: string, path: (string | number)[]) => void} */
  const demand = (node, name, path) => {
    // Only a success is no failure.
    const isSuccess = child(child(node, "properties"), "status")["const"] === "OK";
    for (const extension of ["x-billing", "x-retry", ...(isSuccess ? [] : ["x-failure"])]) {
      if (!(extension in node)) {
        results.push({
          message: `${name} has no ${extension}. Add it; openapi/README.md lists the values.`,
          path,
        });
      }
    }
    if (node["x-billing"] === "charge" && node["x-retry"] === "backoff") {
      results.push({
        message: `${name} is charged and may be sent again. One of both is wrong: nobody pays twice.`,
        path: [...path, "x-retry"],
      });
    }
    if (node["x-billing"] === "unknown" && node["x-assumed"] !== true) {
      results.push({
        message: `The billing of ${name} is unknown. A documented outcome has charge or free.`,
        path: [...path, "x-billing"],
      });
    }
  };
  const fields = requestFieldsOf(document, operation);
  const branches = new Map(
    outcomesOf(document, operation).map((outcome) => [outcome.schema, outcome]),
  );
  for (const [name, { branch }] of branches) {
    const path = ["components", "schemas", name];
    demand(branch, name, path);
    const message = resolve(document, child(branch, "properties")["message"]);
    const shapes = "oneOf" in message ? list(message["oneOf"]) : [message];
    for (const [index, variant] of list(branch["x-variants"]).entries()) {
      const property = child(variant, "when")["property"];
      const failedImage = isNode(variant) ? variant["failedImage"] : undefined;
      const variantPath = [...path, "x-variants", index];
      if (typeof failedImage === "string" && !fields.includes(failedImage)) {
        results.push({
          message: `${name} blames ${failedImage}, which is no request field. Use one of ${fields.join(", ")}.`,
          path: variantPath,
        });
      }
      const { field } = child(variant, "onlyWith");
      if (typeof field === "string" && !fields.includes(field)) {
        results.push({
          message: `${name} has a variant only with ${field}, which is no request field. Use one of ${fields.join(", ")}.`,
          path: variantPath,
        });
      }
      if (typeof property !== "string") continue;
      const values = shapes.flatMap((shape) => {
        const schema = resolve(document, child(resolve(document, shape), "properties")[property]);
        return "const" in schema ? [schema["const"]] : list(schema["enum"]);
      });
      if (!values.includes(child(variant, "when")["equals"])) {
        results.push({
          message: `${name} has a variant for ${property} = ${String(child(variant, "when")["equals"])}, which message does not allow. Use one of ${values.join(", ") || "the values of an enum; there is none"}.`,
          path: variantPath,
        });
      }
      const covered = list(branch["x-variants"]).map((item) => child(item, "when")["equals"]);
      const missing = values.filter((value) => !covered.includes(value));
      if (index === 0 && missing.length > 0) {
        results.push({
          message: `${name} has no variant for ${property} = ${missing.join(", ")}. Add one for each value.`,
          path: variantPath,
        });
      }
    }
  }
  for (const [code, reference] of Object.entries(child(operation, "responses"))) {
    if (code !== "200")
      demand(resolve(document, reference), `The answer ${code}`, [
        ...context.path,
        "responses",
        code,
      ]);
  }
  return results;
}
