import type { Catalogue, Operation } from "@aisolution/openapi";
import { doNotEdit, type Target } from "../lib/target.js";

/** One documented method for each operation, on openapi-fetch. */
export const clientTarget: Target = {
  name: "client",
  emit({ catalogue }) {
    const text = [
      `// ${doNotEdit(catalogue)}`,
      "",
      `import type { ${typeNames(catalogue).join(", ")} } from "@aisolution/types";`,
      'import { requireForm } from "../form.js";',
      'import type { CallOptions, CallResult, HttpClient } from "../http-client.js";',
      "",
      "/** Scheme and host of the service. */",
      `export const server = ${JSON.stringify(catalogue.server)};`,
      "",
      "/** Where the token can go, and under which name. */",
      `export const tokenPlaces = { ${tokenPlaces(catalogue)} } as const;`,
      "",
      "/** The content type of every request. */",
      `export const formContentType = ${JSON.stringify(contentType(catalogue))};`,
      "",
      "/** One method for each operation of the API. */",
      "export interface Operations {",
      ...catalogue.operations.map(signature),
      "}",
      "",
      "/** Binds the operations to a client. */",
      "export function createOperations(http: HttpClient): Operations {",
      "  return {",
      ...catalogue.operations.map(
        ({ operationId, path }) =>
          `    ${operationId}: (form, options) => http.POST(${JSON.stringify(path)}, { ...options, body: requireForm(form) }),`,
      ),
      "  };",
      "}",
      "",
    ].join("\n");
    return Promise.resolve([{ path: "packages/client/src/generated/operations.ts", text }]);
  },
};

function typeNames({ operations }: Catalogue): string[] {
  return [
    ...new Set(operations.flatMap(({ request, response }) => [request.schema, response])),
  ].sort();
}

function tokenPlaces({ authentication }: Catalogue): string {
  return authentication
    .map((place) => `${place.in}: ${JSON.stringify(place.parameter)}`)
    .join(", ");
}

function contentType({ operations }: Catalogue): string {
  const [first, ...others] = new Set(operations.map(({ request }) => request.contentType));
  if (first === undefined || others.length > 0) {
    throw new Error("The client knows one content type for all requests.");
  }
  return first;
}

function signature(operation: Operation): string {
  const outcomes = operation.outcomes.map(
    ({ key, status, description, billing }) =>
      `- \`${status}\`${key === status.toLowerCase().replaceAll("_", "-") ? "" : ` (${key})`}, ${billing}: ${description}`,
  );
  const lines = [
    operation.summary,
    "",
    operation.description,
    "",
    ...operation.request.fields.map(
      ({ name, description }) => `@param form.${name} ${description}`,
    ),
    "@returns The answer. Its `status` is one of:",
    ...outcomes,
    "",
    `@see openapi path \`${operation.path}\``,
  ];
  return [
    "  /**",
    ...lines.map((line) => `   * ${line}`.trimEnd()),
    "   */",
    `  ${operation.operationId}(form: ${operation.request.schema}, options?: CallOptions): Promise<CallResult<${operation.response}>>;`,
    "",
  ].join("\n");
}
