import { child, list, referenceName, resolve } from "../document.js";
import { successContent } from "../outcomes.js";

/**
 * The answer under HTTP 200 is `oneOf` of named schemas, told apart by a constant `status`. Only
 * this form narrows in TypeScript and reads well in the documentation.
 *
 * @param {unknown} operation
 * @param {unknown} _options
 * @param {{ path: (string | number)[], document: { data: unknown } }} context
 */
export function responseUnion(operation, _options, context) {
  const document = context.document.data;
  const schema = successContent(operation)["schema"];
  const path = [...context.path, "responses", "200", "content", "application/json", "schema"];
  const name = referenceName(schema);
  const branches = list(resolve(document, schema)["oneOf"]);
  if (name === undefined || !name.endsWith("Response") || branches.length === 0) {
    return [
      {
        message:
          "The answer under HTTP 200 is not a named union. Refer to a schema …Response with oneOf, one branch for each status.",
        path,
      },
    ];
  }
  const results = [];
  const seen = new Set();
  for (const [index, reference] of branches.entries()) {
    const branchName = referenceName(reference);
    const branch = resolve(document, reference);
    const branchPath = ["components", "schemas", branchName ?? name];
    const status = child(child(branch, "properties"), "status")["const"];
    const required = list(branch["required"]);
    if (branchName === undefined) {
      results.push({
        message: `Branch ${String(index)} of ${name} is inline. Give it a file of its own and refer to it.`,
        path: branchPath,
      });
    } else if (typeof status !== "string") {
      results.push({
        message: `${branchName} has no constant status. Add properties.status.const with the documented status.`,
        path: branchPath,
      });
    } else if (!required.includes("status") || !required.includes("message")) {
      results.push({
        message: `${branchName} does not require status and message. Add both to required: TypeScript narrows only then.`,
        path: branchPath,
      });
    } else if (branch["title"] !== status) {
      results.push({
        message: `The title of ${branchName} is not its status. Set title to ${status}: readers choose branches by title.`,
        path: branchPath,
      });
    } else if (seen.has(status)) {
      results.push({
        message: `${name} has two branches for ${status}. Use one branch, and x-variants for what differs.`,
        path: ["components", "schemas", name],
      });
    }
    seen.add(status);
  }
  return results;
}
