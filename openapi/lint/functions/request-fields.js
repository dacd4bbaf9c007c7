import { child, isNode, referenceName, resolve } from "../document.js";

/**
 * A picture in a request is the shared `Image` schema, so that its limits stand in one place. Every
 * other string has a bound: a client can then refuse what the service would refuse. A pattern is told in words too.
 *
 * @param {unknown} operation
 * @param {unknown} _options
 * @param {{ path: (string | number)[], document: { data: unknown } }} context
 */
export function requestFields(operation, _options, context) {
  const document = context.document.data;
  const body = resolve(document, child(operation, "requestBody"));
  return Object.values(child(body, "content")).flatMap((media) => {
    const schema = child(media, "schema");
    const name = referenceName(schema);
    if (!name?.endsWith("Request")) {
      return [
        {
          message:
            "The form is not a named schema. Refer to a schema …Request in components/schemas.",
          path: [...context.path, "requestBody"],
        },
      ];
    }
    return Object.entries(child(resolve(document, schema), "properties")).flatMap(
      ([field, property]) => {
        const problem = isNode(property) ? fieldProblem(field, property) : undefined;
        const path = ["components", "schemas", name, "properties", field];
        return problem === undefined ? [] : [{ message: problem, path }];
      },
    );
  });
}

/**
 * @param {string} name
 * @param {import("../document.js").Node} property
 */
function fieldProblem(name, property) {
  const isImage = /^img[0-9]*$/.test(name) || "contentEncoding" in property;
  if (isImage && referenceName(property) !== "Image") {
    return `Field ${name} describes a picture by itself. Refer to components/schemas/Image.yaml.`;
  }
  const bounded = "maxLength" in property || "enum" in property || "const" in property;
  if (property["type"] === "string" && !bounded) {
    return `Field ${name} has no bound. Add maxLength or enum.`;
  }
  // A pattern tells a program what is accepted, and nobody else.
  if (!isImage && "pattern" in property !== "x-accepts" in property) {
    return `Field ${name} has pattern without x-accepts, or x-accepts without pattern. Give both.`;
  }
  return undefined;
}
