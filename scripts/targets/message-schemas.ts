import type { Callback, Catalogue } from "@aisolution/openapi";
import { child, isNode, list, referenceName, resolve } from "../../openapi/lint/document.js";
import { inWords, withoutStop } from "../lib/markdown.js";
import { assumptionText } from "../lib/operation-text.js";
import { readNode, readText, type Node } from "../lib/reader.js";
import { doNotEdit, type Target } from "../lib/target.js";

/** All forms, answers and messages, and the callback, as one JSON Schema for any validator. */
export const messageSchemasTarget: Target = {
  name: "message schemas",
  emit({ catalogue, bundle }) {
    const text = `${JSON.stringify(schemaBundle(catalogue, bundle), null, 2)}\n`;
    return Promise.resolve([{ path: "docs/downloads/json-schema/aisolution.schema.json", text }]);
  },
};

/** Keywords whose value is no schema. */
const plainValues = new Set([
  ...["const", "enum", "examples", "default", "required"],
  // Both can be lists of texts.
  ...["type", "dependentRequired"],
]);

/** Keywords whose value is a map from names to schemas. */
const schemaMaps = new Set(["properties", "patternProperties", "$defs"]);

function schemaBundle(catalogue: Catalogue, bundle: Node): Node {
  const components = readNode(bundle, "components", "contract");
  const schemas = Object.entries(readNode(components, "schemas", "components"));
  const uses = usesOf(catalogue);
  const callbacks = catalogue.callbacks.map((callback) => [
    callbackName(callback),
    callbackSchema(callback, bundle),
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:aisolution:messages:${catalogue.contract.version}`,
    $comment: doNotEdit,
    title: `${catalogue.contract.title}: messages`,
    description:
      "Forms, answers and the callback. The root accepts everything: point at a definition, as #/$defs/HttpError. The comment of a definition names the operations that use it. Answers list what is documented: a reader must expect a status that is not here.",
    $defs: {
      ...Object.fromEntries(
        schemas.map(([name, schema]) => [name, withComment(jsonSchema(schema), uses.get(name))]),
      ),
      ...Object.fromEntries(callbacks),
    },
  };
}

/** What the schemas of whole forms and answers are for, by their names. */
function usesOf({ operations }: Catalogue): ReadonlyMap<string, string> {
  const users = new Map<string, { readonly what: string; readonly names: string[] }>();
  for (const { operationId, request, response } of operations) {
    for (const [what, schema] of [
      ["Form of", request.schema],
      ["Answer under HTTP 200 of", response],
    ] as const) {
      const { names } = users.get(schema) ?? { names: [] };
      users.set(schema, { what, names: [...names, operationId] });
    }
  }
  return new Map(
    [...users].map(([schema, { what, names }]) => [schema, `${what} ${inWords(names, "and")}.`]),
  );
}

/**
 * A schema of OpenAPI 3.1 without what JSON Schema does not know: the extensions go, references point into
 * `$defs`. What the contract only assumes stays as a comment.
 */
function jsonSchema(schema: unknown): Node {
  const { "x-assumed": assumed, ...members } = isNode(schema) ? schema : {};
  const kept = Object.entries(members).filter(([keyword]) => !keyword.startsWith("x-"));
  const result = Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, keywordValue(keyword, value)]),
  );
  return withComment(result, typeof assumed === "string" ? assumptionText(assumed) : undefined);
}

function keywordValue(keyword: string, value: unknown): unknown {
  if (plainValues.has(keyword)) return value;
  if (keyword === "$ref") return `#/$defs/${referenceName({ $ref: value }) ?? ""}`;
  if (schemaMaps.has(keyword)) {
    return Object.fromEntries(
      Object.entries(isNode(value) ? value : {}).map(([name, member]) => [
        name,
        jsonSchema(member),
      ]),
    );
  }
  if (Array.isArray(value)) return value.map(schemaOrValue);
  return schemaOrValue(value);
}

/** A schema can also be `true` or `false`. */
function schemaOrValue(value: unknown): unknown {
  return isNode(value) ? jsonSchema(value) : value;
}

function withComment(schema: Node, comment: string | undefined): Node {
  if (comment === undefined) return schema;
  const before = typeof schema["$comment"] === "string" ? `${schema["$comment"]} ` : "";
  return { ...schema, $comment: `${before}${comment}` };
}

/** `whatsAppDetail` gives `WhatsAppDetailCallback`. */
function callbackName({ name }: Callback): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Callback`;
}

/** The query of a callback as an object. */
function callbackSchema(callback: Callback, bundle: Node): Node {
  const webhook = child(child(bundle, "webhooks"), callback.name);
  const request = readNode(webhook, callback.method.toLowerCase(), callback.name);
  const parameters = list(request["parameters"]).map((one) => resolve(bundle, one));
  const properties = parameters.map((parameter) => [
    readText(parameter, "name", callback.name),
    { ...jsonSchema(parameter["schema"]), description: parameter["description"] },
  ]);
  return {
    $comment: `Query of the request to the address in ${callback.requestField}.`,
    title: withoutStop(callback.summary),
    description: callback.description,
    type: "object",
    required: callback.parameters.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(properties),
  };
}
