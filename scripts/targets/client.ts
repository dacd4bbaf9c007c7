import type { Catalogue, Operation, Request } from "@aisolution/openapi";
import { doNotEdit, type Target } from "../lib/target.js";

/** One documented method for each operation, on openapi-fetch. */
export const clientTarget: Target = {
  name: "client",
  emit({ catalogue }) {
    const text = [
      `// ${doNotEdit(catalogue)}`,
      "",
      `import type { ${typeNames(catalogue).join(", ")} } from "@aisolution/types";`,
      'import { encodeImage } from "../image/encode-image.js";',
      'import type { ImageInput } from "../image/read-image.js";',
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
      "/** Which pictures the service accepts. */",
      `export const imageLimits = ${JSON.stringify(catalogue.image)} as const;`,
      "",
      ...imageForms(catalogue),
      "/** One method for each operation of the API. */",
      "export interface Operations {",
      ...catalogue.operations.map(signature),
      "}",
      "",
      "/** Binds the operations to a client. */",
      "export function createOperations(http: HttpClient): Operations {",
      "  return {",
      ...catalogue.operations.map(method),
      "  };",
      "}",
      "",
    ].join("\n");
    return Promise.resolve([{ path: "packages/client/src/generated/operations.ts", text }]);
  },
};

function typeNames({ operations }: Catalogue): string[] {
  return [
    ...new Set(
      operations.flatMap(({ request, response }) =>
        hasImages(request) ? [response] : [request.schema, response],
      ),
    ),
  ].sort();
}

function hasImages({ fields }: Request): boolean {
  return fields.some(({ kind }) => kind === "image");
}

/** A form with pictures takes them in any kind, so it is no schema of the contract. */
function formName(request: Request): string {
  return hasImages(request) ? request.schema.replace(/Request$/, "Form") : request.schema;
}

/** The forms with pictures, each once. */
function imageForms({ operations }: Catalogue): string[] {
  const forms = new Map(
    operations
      .filter(({ request }) => hasImages(request))
      .map(({ request }) => [request.schema, request]),
  );
  return [...forms.values()].flatMap((request) => [
    `/** ${request.description} */`,
    `export interface ${formName(request)} {`,
    ...request.fields.flatMap(({ name, kind, required, description }) => [
      `  /** ${description}${kind === "image" ? " The client makes any `ImageInput` into that." : ""} */`,
      `  readonly ${name}${required ? "" : "?"}: ${kind === "image" ? "ImageInput" : "string"};`,
    ]),
    "}",
    "",
  ]);
}

function method({ operationId, path, request }: Operation): string {
  const images = request.fields
    .filter(({ kind }) => kind === "image")
    .map(({ name }) => `${name}: await encodeImage("${name}", form.${name}, imageLimits)`);
  const body =
    images.length === 0 ? "requireForm(form)" : `{ ...requireForm(form), ${images.join(", ")} }`;
  return `    ${operationId}: async (form, options) => http.POST(${JSON.stringify(path)}, { ...options, body: ${body} }),`;
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
    `  ${operation.operationId}(form: ${formName(operation.request)}, options?: CallOptions): Promise<CallResult<${operation.response}>>;`,
    "",
  ].join("\n");
}
