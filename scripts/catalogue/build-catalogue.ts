import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Catalogue } from "@aisolution/openapi";
import { child, isNode, list, referenceName, resolve } from "../../openapi/lint/document.js";
import { nameForms } from "../../openapi/lint/names.js";
import { outcomesOf, successContent } from "../../openapi/lint/outcomes.js";
import { readList, readNode, readText, texts, type Node } from "../lib/reader.js";
import { catalogueSchema } from "./catalogue-schema.js";

/** Made once: a process can build many catalogues. */
let validator: ValidateFunction<Catalogue> | undefined;

/**
 * Turns a bundled contract into the catalogue.
 *
 * @param bundle the contract with local references only
 * @param sha256 hash of the contract's source files
 * @throws when the contract does not fit the catalogue's schema; the message names the place
 */
export function buildCatalogue(bundle: Node, sha256: string): Catalogue {
  const schemas = readNode(readNode(bundle, "components", "contract"), "schemas", "components");
  const operations = Object.entries(readNode(bundle, "paths", "contract")).map(([url, pathItem]) =>
    buildOperation(bundle, url, child(pathItem, "post")),
  );
  const catalogue: unknown = withoutUndefined({
    contract: {
      title: child(bundle, "info")["title"],
      version: child(bundle, "info")["version"],
      sha256,
    },
    server: child({ server: list(bundle["servers"])[0] }, "server")["url"],
    authentication: Object.entries(child(child(bundle, "components"), "securitySchemes")).map(
      ([scheme, definition]) => ({
        scheme,
        in: child({ definition }, "definition")["in"],
        parameter: child({ definition }, "definition")["name"],
        description: child({ definition }, "definition")["description"],
        assumed: child({ definition }, "definition")["x-assumed"],
      }),
    ),
    image: child(child(schemas, "Image"), "x-image"),
    families: list(bundle["tags"])
      .filter(isNode)
      .map((tag) => ({
        name: tag["name"],
        title: tag["x-displayName"],
        description: tag["description"],
      })),
    operations,
    messages: buildMessages(bundle, schemas, operations),
    httpErrors: buildHttpErrors(bundle),
    callbacks: buildCallbacks(bundle),
  });
  validator ??= addFormats
    .default(new Ajv2020({ allErrors: true, strict: false, verbose: true }))
    .compile<Catalogue>(catalogueSchema);
  const validate = validator;
  if (!validate(catalogue)) {
    throw new Error(`The contract does not fit the catalogue: ${faultText(validate.errors?.[0])}`);
  }
  return catalogue;
}

function buildOperation(bundle: Node, url: string, operation: Node): Node {
  const where = `paths.${url}.post`;
  const responses = readNode(operation, "responses", where);
  const success = successContent(operation);
  const examples = readNode(success, "examples", where);
  const callbacks = Object.keys(child(operation, "callbacks"));
  return {
    operationId: operation["operationId"],
    method: "POST",
    path: url,
    family: readList(operation, "tags", where)[0],
    summary: operation["summary"],
    description: operation["description"],
    request: buildRequest(bundle, resolve(bundle, operation["requestBody"]), where),
    response: referenceName(success["schema"]),
    outcomes: outcomesOf(bundle, operation).map(({ key, status, schema, branch, variant }) => {
      const example = resolve(bundle, examples[key]);
      return {
        key,
        status,
        schema,
        description: (variant ?? branch)["description"],
        when: variant?.["when"],
        billing: variant?.["billing"] ?? branch["x-billing"],
        retry: variant?.["retry"] ?? branch["x-retry"],
        failure: variant?.["failure"] ?? branch["x-failure"],
        cause: variant === undefined ? branch["x-cause"] : undefined,
        failedImage: variant?.["failedImage"],
        onlyWith: variant?.["onlyWith"],
        assumed: variant === undefined ? "x-assumed" in branch : variant["assumed"] === true,
        message: messageShape(bundle, child(branch, "properties")["message"], variant),
        example: { summary: example["summary"], value: example["value"] },
      };
    }),
    httpErrors: Object.keys(responses)
      .map(Number)
      .filter((code) => code !== 200),
    callback: callbacks[0],
  };
}

function buildRequest(bundle: Node, body: Node, where: string): Node {
  const content = readNode(body, "content", where);
  const [contentType] = Object.keys(content);
  if (contentType === undefined) throw new Error(`${where} takes no request body.`);
  const media = readNode(content, contentType, where);
  const schema = resolve(bundle, media["schema"]);
  const required = list(schema["required"]);
  return {
    schema: referenceName(media["schema"]),
    contentType,
    description: schema["description"],
    fields: Object.entries(readNode(schema, "properties", where)).map(([name, property]) => {
      const target = resolve(bundle, property);
      const own = child({ property }, "property");
      return {
        name,
        kind: fieldKind(target),
        required: required.includes(name),
        // What stands beside a reference says what the value is for, its target what it can be.
        description: [...new Set(texts([own["description"], target["description"]]))].join(" "),
        minLength: target["minLength"],
        maxLength: target["maxLength"],
        pattern: fieldKind(target) === "text" ? target["pattern"] : undefined,
        accepts: target["x-accepts"],
        values: target["enum"],
        examples: target["examples"],
        retry: target["x-retry"],
      };
    }),
    examples: Object.entries(readNode(media, "examples", where)).map(([key, reference]) => {
      const example = resolve(bundle, reference);
      return { key, summary: example["summary"], value: example["value"] };
    }),
  };
}

function fieldKind(schema: Node): string {
  if (schema["contentEncoding"] === "base64") return "image";
  if (schema["format"] === "uri") return "url";
  return "enum" in schema ? "choice" : "text";
}

function messageShape(bundle: Node, message: unknown, variant: Node | undefined): Node {
  const schema = resolve(bundle, message);
  if (schema["type"] === "array") {
    return schema["maxItems"] === 0
      ? { kind: "empty-array" }
      : { kind: "array", name: referenceName(schema["items"]) };
  }
  if (schema["type"] === "string" || schema["type"] === "null") return { kind: schema["type"] };
  const condition = child(variant, "when");
  const chosen = list(schema["oneOf"]).find((reference) => {
    const properties = child(resolve(bundle, reference), "properties");
    return child(properties, String(condition["property"]))["const"] === condition["equals"];
  });
  return { kind: "object", name: referenceName(chosen ?? message) };
}

/** The objects that the operations' outcomes name, in the order in which they are first named. */
function buildMessages(bundle: Node, schemas: Node, operations: readonly Node[]): Node[] {
  const names = operations
    .flatMap((operation) => list(operation["outcomes"]))
    .map((outcome) => child(outcome, "message")["name"]);
  return [...new Set(texts(names))].map((name) => {
    const schema = readNode(schemas, name, "components.schemas");
    const required = list(schema["required"]);
    return {
      name,
      title: schema["title"],
      description: schema["description"],
      document: schema["x-document"],
      fields: Object.entries(readNode(schema, "properties", name)).map(([field, property]) => {
        const target = resolve(bundle, property);
        return {
          name: field,
          type: target["type"],
          required: required.includes(field),
          description: target["description"],
          values: "const" in target ? [target["const"]] : target["enum"],
          minimum: target["minimum"],
          maximum: target["maximum"],
          secret: target["x-secret"] === true,
          meaning: target["x-field"],
        };
      }),
    };
  });
}

/** Every response component that an operation answers with outside HTTP 200. */
function buildHttpErrors(bundle: Node): Node[] {
  const errors = new Map<number, Node>();
  for (const pathItem of Object.values(readNode(bundle, "paths", "contract"))) {
    for (const [code, reference] of Object.entries(child(child(pathItem, "post"), "responses"))) {
      if (code === "200" || errors.has(Number(code))) continue;
      const response = resolve(bundle, reference);
      const media = child(child(response, "content"), "application/json");
      const [entry] = Object.entries(child(media, "examples"));
      if (entry === undefined) throw new Error(`The answer ${code} has no example.`);
      errors.set(Number(code), {
        code: Number(code),
        name: referenceName(reference),
        description: response["description"],
        billing: response["x-billing"],
        retry: response["x-retry"],
        failure: response["x-failure"],
        assumed: "x-assumed" in response,
        retryAfter: "Retry-After" in child(response, "headers"),
        retryAfterExample: resolve(bundle, child(response, "headers")["Retry-After"])["example"],
        key: entry[0],
        example: resolve(bundle, entry[1])["value"],
      });
    }
  }
  return [...errors.entries()].sort(([a], [b]) => a - b).map(([, error]) => error);
}

function buildCallbacks(bundle: Node): Node[] {
  return Object.values(readNode(bundle, "paths", "contract")).flatMap((pathItem) =>
    Object.entries(child(child(pathItem, "post"), "callbacks")).flatMap(([name, callback]) =>
      Object.entries(child({ callback }, "callback")).map(([expression, target]) => {
        const operation = child(target, "get");
        return {
          name,
          operationId: operation["operationId"],
          method: "GET",
          requestField: expression.replace(/^\{\$request\.body#\/(.+)\}$/, "$1"),
          summary: operation["summary"],
          description: operation["description"],
          parameters: readList(operation, "parameters", name).map((reference) => {
            const parameter = resolve(bundle, reference);
            const schema = resolve(bundle, parameter["schema"]);
            return {
              name: readText(parameter, "name", name),
              required: parameter["required"] === true,
              description: texts([parameter["description"], schema["description"]]).join(" "),
              values: schema["enum"],
              example: parameter["example"],
              meaning: schema["x-field"],
            };
          }),
        };
      }),
    ),
  );
}

/** The longest text that an error shows of a contract. */
const shownLength = 80;

/** Names the place, and what stands there. */
function faultText(error: ErrorObject | undefined): string {
  const { instancePath = "", message = "", data } = error ?? {};
  const found =
    typeof data === "string" ? `, but is ${JSON.stringify(data).slice(0, shownLength)}` : "";
  const form = Object.values(nameForms).find(
    ({ pattern }) => error?.keyword === "pattern" && error.schema === pattern,
  );
  const wanted = form === undefined ? message : `must be ${form.words}`;
  return `${instancePath} ${wanted}${found}.`;
}

/**
 * JSON knows no `undefined`: members that the contract does not have go away.
 *
 * @throws when a text has half a character, which no file can hold
 */
function withoutUndefined(value: Node): unknown {
  const text = JSON.stringify(value, (key, item: unknown) => {
    if (typeof item !== "string" || !/\p{Cs}/u.test(item)) return item;
    throw new Error(`The contract has half a character in ${key}: ${JSON.stringify(item)}.`);
  });
  return JSON.parse(text);
}
