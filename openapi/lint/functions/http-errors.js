import { child, isNode, referenceName, resolve } from "../document.js";
import { kebabCase } from "../outcomes.js";

/**
 * The answers outside HTTP 200 are the same for all operations: one component for each code, with one
 * example under the key of its status. The mock chooses by this key.
 *
 * @param {unknown} document
 */
export function httpErrors(document) {
  /** @type {{ message: string, path: (string | number)[] }[]} */
  const results = [];
  /** @type {Map<string, string>} */
  const components = new Map();
  const operations = Object.entries(child(document, "paths")).map(([url, pathItem]) => ({
    path: ["paths", url, "post", "responses"],
    responses: child(child(pathItem, "post"), "responses"),
  }));
  const codes = [...new Set(operations.flatMap(({ responses }) => Object.keys(responses)))].sort();
  for (const { path, responses } of operations) {
    const missing = codes.filter((code) => !(code in responses));
    if (missing.length > 0) {
      results.push({
        message: `The answers ${missing.join(", ")} are missing here. Add them: any operation can end with them.`,
        path,
      });
    }
    for (const [code, response] of Object.entries(responses)) {
      if (code === "200") continue;
      const name = referenceName(response) ?? "";
      const known = components.get(code) ?? name;
      components.set(code, known);
      const elsewhere = [...components].find(
        ([other, component]) => other !== code && component === name,
      );
      if (name === "" || known !== name || elsewhere !== undefined) {
        results.push({
          message: `The answer ${code} is ${name === "" ? "inline" : name}. Refer to the one component of this code${known === name ? "" : `, ${known}`}.`,
          path: [...path, code],
        });
      }
    }
  }
  for (const name of new Set(components.values())) {
    const response = resolve(document, { $ref: `#/components/responses/${name}` });
    const media = child(child(response, "content"), "application/json");
    const [[key, example] = ["", undefined], ...more] = Object.entries(child(media, "examples"));
    const status = child(resolve(document, example), "value")["status"];
    if (!isNode(example) || more.length > 0 || kebabCase(String(status)) !== key) {
      results.push({
        message: `${name} needs one example, under the key ${kebabCase(String(status))}: its status in kebab case.`,
        path: ["components", "responses", name],
      });
    }
  }
  return results;
}
