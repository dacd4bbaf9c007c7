/** The contract as the reference shows it. No file is touched here. */
import type { Catalogue, Operation } from "@aisolution/openapi";
import { child, isNode, referenceName, resolve } from "../../openapi/lint/document.js";
import { markdownPage, prose } from "../lib/escape/markdown.js";
import { withoutStop } from "../lib/markdown.js";
import { meaningText } from "../lib/meaning-text.js";
import { assumptionText, outcomesTable } from "../lib/operation-text.js";
import { readNode, readText, type Node } from "../lib/reader.js";
import { legend } from "../lib/value-text.js";
import type { CodeSample } from "../targets/samples.js";
import { everything, notesFor, placesOfField, type ApiNote, type Place } from "./api-notes.js";
import { pageAddress } from "./page-address.js";

/** What stands in the reference beside the contract. */
export interface ReferenceInput {
  /** The bundled contract; it stays as it is. */
  readonly bundle: Node;
  readonly catalogue: Catalogue;
  readonly notes: readonly ApiNote[];
  readonly samples: (operation: Operation) => readonly CodeSample[];
}

/** Extensions that Redoc shows. Of the others it gets the meaning as text. */
const SHOWN_EXTENSIONS = new Set(["x-codeSamples", "x-displayName"]);

/**
 * Redoc does not show our extensions, so their meaning becomes text: each operation gets a table of its
 * outcomes with billing and retry, each field what it is in normalised documents, each place the notes on
 * what the source says of it.
 */
export function contractForReaders({ bundle, catalogue, notes, samples }: ReferenceInput): Node {
  const contract = withProse(structuredClone(bundle));
  const noted = (...places: readonly Place[]): string => noteLinks(notesFor(notes, ...places));
  const outcomes = catalogue.operations.flatMap((operation) => operation.outcomes);
  const answers = [...outcomes, ...catalogue.httpErrors];
  const info = readNode(contract, "info", "contract");
  info["summary"] = prose(readText(info, "summary", "info"));
  info["description"] = markdownPage(readText(child(bundle, "info"), "description", "info"));
  append(info, legend(answers));
  append(info, noted(everything));
  for (const operation of catalogue.operations) {
    describeOperation(contract, operation, samples(operation), noted);
  }
  const components = readNode(contract, "components", "contract");
  const schemas = readNode(components, "schemas", "components");
  describeHttpErrors(contract, catalogue, noted);
  // References are told in full before the schemas they name get more text.
  for (const schema of Object.values(schemas)) describeReferences(contract, schema);
  describeFields(catalogue, schemas, noted);
  describeComponents(contract, noted);
  const operations = operationsOf(child(contract, "paths"));
  const receivers = [
    ...operations.flatMap(callbacksOf),
    ...operationsOf(child(contract, "webhooks")),
  ];
  for (const receiver of receivers) {
    append(receiver, noted(readText(receiver, "operationId", "request to the caller")));
  }
  // Summaries are sentences in the contract, and headings here.
  for (const operation of [...operations, ...receivers]) {
    operation["summary"] = withoutStop(readText(operation, "summary", "operation"));
  }
  removeExtensions(contract);
  return contract;
}

/** Redoc takes descriptions for Markdown; those of the contract are words and code. */
function withProse(contract: Node): Node {
  describe(contract, false);
  return contract;
}

function describe(node: unknown, areNames: boolean): void {
  if (Array.isArray(node)) for (const item of node) describe(item, false);
  if (!isNode(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (areNames) describe(value, false);
    else if (key === "description" && typeof value === "string") node[key] = prose(value);
    else if (key !== "example" && key !== "value") describe(value, NAMED.has(key));
  }
}

type NoteText = (...places: readonly Place[]) => string;

function noteLinks(notes: readonly ApiNote[]): string {
  if (notes.length === 0) return "";
  const links = notes.map(({ id }, index) => `[${String(index + 1)}](${pageAddress.notes}#${id})`);
  return `Notes on the source: ${links.join(", ")}.`;
}

function describeOperation(
  contract: Node,
  operation: Operation,
  samples: readonly CodeSample[],
  noted: NoteText,
): void {
  const { operationId, path: where } = operation;
  const pathItem = readNode(readNode(contract, "paths", "contract"), where, "paths");
  const source = readNode(pathItem, operation.method.toLowerCase(), where);
  append(
    source,
    `Operation name: \`${operationId}\`. [This page as Markdown](operations/${operationId}.md).`,
  );
  append(source, noted(operationId, operation.request.schema));
  const answer = readNode(readNode(source, "responses", where), "200", where);
  append(answer, outcomesTable(operation));
  append(answer, noted(...placesOfAnswers(operation)));
  const media = readNode(readNode(answer, "content", where), "application/json", where);
  const examples = readNode(media, "examples", where);
  for (const { key, example } of operation.outcomes) {
    examples[key] = { ...example, summary: sampleLabel(key, example.summary) };
  }
  source["x-codeSamples"] = samples.map(({ lang, label, source: text }) => ({
    lang,
    label,
    source: text,
  }));
}

/** Redoc shows a branch of an answer without what its schema says of itself: all of it stands above them. */
function placesOfAnswers({ operationId, response, outcomes }: Operation): readonly Place[] {
  return [
    response,
    ...outcomes.flatMap(({ key, schema, message }) => [
      `${operationId}: ${key}`,
      schema,
      `${schema}.status`,
      `${schema}.message`,
      ...(message.name === undefined ? [] : [message.name]),
    ]),
  ];
}

/** How the chooser of samples names an outcome: by the key that the mock and the tests use, too. */
export function sampleLabel(key: string, summary: string): string {
  return `${key}: ${summary}`;
}

/** Redoc does not show what the body's schema says of itself. */
function describeHttpErrors(contract: Node, { httpErrors }: Catalogue, noted: NoteText): void {
  const components = readNode(contract, "components", "contract");
  const responses = readNode(components, "responses", "components");
  const bodyName = "HttpError";
  const body = readNode(readNode(components, "schemas", "components"), bodyName, "schemas");
  const assumption = readText(body, "description", bodyName);
  for (const error of httpErrors) {
    const answer = readNode(responses, error.name, "responses");
    append(answer, `Billing: \`${error.billing}\`. Retry: \`${error.retry}\`.`);
    append(answer, assumption);
    const headers = Object.values(child(answer, "headers")).map(referenceName);
    const shared = [bodyName, ...headers].filter((name) => name !== undefined);
    append(answer, noted(error.name, ...shared));
  }
}

/**
 * What stands beside a reference says what a value is for, its target what it can be. Redoc shows only
 * the first; readers need both.
 */
function describeReferences(contract: Node, schema: unknown): void {
  for (const property of Object.values(child(schema, "properties"))) {
    // Any text that stands beside a reference, such as a note, would hide that of its target.
    if (!isNode(property) || !("$ref" in property)) continue;
    append(property, readText(resolve(contract, property), "description", "schema"));
  }
}

/** Redoc does not show what a parameter's schema says, nor what is only assumed. */
function describeComponents(contract: Node, noted: NoteText): void {
  const components = readNode(contract, "components", "contract");
  for (const [name, parameter] of nodesOf(components, "parameters")) {
    append(parameter, readText(resolve(contract, parameter["schema"]), "description", "schema"));
    append(parameter, noted(name, ...targetOf(parameter["schema"])));
  }
  for (const [name, scheme] of nodesOf(components, "securitySchemes")) {
    append(scheme, assumptionText(scheme["x-assumed"]));
    append(scheme, noted(name));
  }
  for (const [name, answer] of nodesOf(components, "responses")) {
    // An error of HTTP says so in the text of its body.
    if ("content" in answer) continue;
    append(answer, assumptionText(answer["x-assumed"]));
    append(answer, noted(name));
  }
}

/** The operations of some paths. */
function operationsOf(pathItems: Node): readonly Node[] {
  return Object.values(pathItems).filter(isNode).flatMap(Object.values).filter(isNode);
}

/** The requests that an operation makes the service send to its caller. */
function callbacksOf(operation: Node): readonly Node[] {
  return Object.values(child(operation, "callbacks")).filter(isNode).flatMap(operationsOf);
}

function nodesOf(components: Node, kind: string): readonly (readonly [string, Node])[] {
  return Object.entries(readNode(components, kind, "components")).flatMap(([name, node]) =>
    isNode(node) ? [[name, node] as const] : [],
  );
}

/** The name of the component that a reference leads to. */
function targetOf(reference: unknown): readonly Place[] {
  const name = referenceName(reference);
  return name === undefined ? [] : [name];
}

function describeFields(catalogue: Catalogue, schemas: Node, noted: NoteText): void {
  for (const { name, fields } of catalogue.messages) {
    const properties = readNode(readNode(schemas, name, "schemas"), "properties", name);
    for (const field of fields) {
      const property = readNode(properties, field.name, name);
      if (field.meaning !== undefined) append(property, meaningText(field.meaning));
      append(property, noted(...placesOfField(name, field), ...targetOf(property)));
    }
  }
  const forms = new Map(catalogue.operations.map(({ request }) => [request.schema, request]));
  for (const [name, { fields }] of forms) {
    const properties = readNode(readNode(schemas, name, "schemas"), "properties", name);
    for (const field of fields) {
      const property = readNode(properties, field.name, name);
      append(property, noted(`${name}.${field.name}`, ...targetOf(property)));
    }
  }
}

function append(node: Node, text: string): void {
  if (text === "") return;
  const before = node["description"];
  node["description"] = typeof before === "string" ? `${before.trimEnd()}\n\n${text}` : text;
}

/** Members of the contract whose own members have names that people chose. `x-request-id` is one. */
const NAMED = new Set([
  ...["properties", "patternProperties", "$defs"],
  ...["headers", "parameters", "pathItems", "requestBodies", "responses", "schemas"],
  ...["callbacks", "securitySchemes", "webhooks"],
]);

/** Takes what nobody would see out of the page. Examples are left alone. */
function removeExtensions(node: unknown): void {
  if (Array.isArray(node)) node.forEach(removeExtensions);
  if (!isNode(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith("x-") && !SHOWN_EXTENSIONS.has(key)) Reflect.deleteProperty(node, key);
    else if (NAMED.has(key) && isNode(value)) Object.values(value).forEach(removeExtensions);
    else if (key !== "example" && key !== "examples") removeExtensions(value);
  }
}
