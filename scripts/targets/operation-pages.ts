import type { Callback, Catalogue, Message, Operation, Outcome } from "@aisolution/openapi";
import { httpErrorsOf } from "../lib/http-errors-of.js";
import { imageFields } from "../lib/image-fields.js";
import { code, codeBlock, prose } from "../lib/escape/markdown.js";
import { codes, inWords, withoutStop } from "../lib/markdown.js";
import {
  absentFieldText,
  assumedErrorsText,
  assumedText,
  callbackTable,
  httpErrorsTable,
  imageLimitsText,
  messageTable,
  outcomesTable,
  requestTable,
  unknownStatusText,
} from "../lib/operation-text.js";
import { legend } from "../lib/value-text.js";
import { messagesOf } from "../lib/messages-of.js";
import { doNotEdit, type Target } from "../lib/target.js";
import { codeSamples } from "./samples.js";

const folder = "docs/operations";

/** How much of a picture an example shows. */
const pictureStart = 24;

/** One Markdown page for each operation, with all that the contract says about it. */
export const operationPagesTarget: Target = {
  name: "operation pages",
  emit({ catalogue }) {
    return Promise.resolve(
      catalogue.operations.map((operation) => ({
        path: `${folder}/${operation.operationId}.md`,
        text: `<!-- ${doNotEdit} -->\n\n${operationPage(operation, catalogue)}`,
      })),
    );
  },
};

/** The page of one operation, without the line that says where it comes from. */
export function operationPage(operation: Operation, catalogue: Catalogue): string {
  const sections = [
    title(operation, catalogue),
    `## Authentication\n\n${authenticationText(catalogue)}`,
    `## Request\n\n${requestText(operation, catalogue)}`,
    `## Answer\n\n${answerText(operation)}`,
    `## HTTP errors\n\n${httpErrorsText(operation, catalogue)}`,
    ...messagesSection(operation, catalogue),
    `## Examples of answers\n\n${operation.outcomes.map(exampleText).join("\n\n")}`,
    ...callbackSection(operation, catalogue),
    `## Code samples\n\n${samplesText(operation, catalogue)}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function title(
  { operationId, method, path, summary, description }: Operation,
  { server }: Catalogue,
): string {
  return [
    `# ${prose(withoutStop(summary))}`,
    `Operation ${code(operationId)}: ${code(`${method} ${server}${path}`)}`,
    prose(description),
  ].join("\n\n");
}

/** The places for the token, in one line. */
export function authenticationText({ authentication }: Pick<Catalogue, "authentication">): string {
  const places = authentication.map((place) =>
    place.in === "query"
      ? `as ${code(place.parameter)} in the query`
      : `in the header ${code(place.parameter)}`,
  );
  const descriptions = authentication.map(assumedText);
  return [`The token goes ${inWords(places, "or")}; one of them is enough.`, ...descriptions].join(
    " ",
  );
}

function requestText(operation: Operation, { image }: Catalogue): string {
  const { request } = operation;
  const hasPicture = imageFields(operation).length > 0;
  return [
    `${prose(withoutStop(request.description))}, sent as ${code(request.contentType)}.`,
    requestTable(operation),
    ...(hasPicture ? [`Pictures: ${imageLimitsText(image)}`] : []),
    ...request.examples.flatMap(({ key, summary, value }) => [
      `Example ${code(key)}: ${prose(withoutStop(summary))}.`,
      json(shortened(value, operation)),
    ]),
    ...(hasPicture
      ? ["The pictures in the examples are cut off here; the contract has them whole."]
      : []),
  ].join("\n\n");
}

function shortened(
  value: Readonly<Record<string, string>>,
  operation: Operation,
): Readonly<Record<string, string>> {
  const pictures = new Set(imageFields(operation).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [
      name,
      pictures.has(name) ? `${text.slice(0, pictureStart)}…` : text,
    ]),
  );
}

function answerText(operation: Operation): string {
  const { outcomes } = operation;
  return [
    `JSON with ${code("status")} and ${code("message")}. All these outcomes come with HTTP 200. ${unknownStatusText}`,
    outcomesTable(operation),
    legend(outcomes),
  ].join("\n\n");
}

function httpErrorsText(operation: Operation, catalogue: Catalogue): string {
  const errors = httpErrorsOf(operation, catalogue);
  return [
    `These are the answers outside HTTP 200. ${assumedErrorsText(errors)}`,
    httpErrorsTable(errors),
    legend(errors),
  ].join("\n\n");
}

function messagesSection(operation: Operation, catalogue: Catalogue): readonly string[] {
  const messages = messagesOf(operation, catalogue);
  if (messages.length === 0) return [];
  const tables = messages.map((message) => messageText(message, operation.outcomes));
  return [`## Fields of ${code("message")}`, absentFieldText, ...tables];
}

function messageText(message: Message, outcomes: readonly Outcome[]): string {
  const carriers = outcomes.filter((outcome) => outcome.message.name === message.name);
  const isList = carriers.some((outcome) => outcome.message.kind === "array");
  const keys = codes(
    carriers.map(({ key }) => key),
    "and",
  );
  return [
    `### ${prose(message.title)} (${code(message.name)})`,
    `${prose(message.description)} ${isList ? "One item of the list in" : "In"} ${keys}.`,
    messageTable(message),
  ].join("\n\n");
}

function exampleText({ key, example }: Outcome): string {
  return [`### ${code(key)}: ${prose(withoutStop(example.summary))}`, json(example.value)].join(
    "\n\n",
  );
}

function callbackSection(operation: Operation, { callbacks }: Catalogue): readonly string[] {
  const callback = callbacks.find(({ name }) => name === operation.callback);
  return callback === undefined ? [] : [callbackText(callback)];
}

function callbackText(callback: Callback): string {
  return [
    "## Callback",
    `${prose(callback.summary)} Operation ${code(callback.operationId)}: ${code(callback.method)} to the address in ${code(callback.requestField)}.`,
    prose(callback.description),
    callbackTable(callback),
  ].join("\n\n");
}

function samplesText(operation: Operation, catalogue: Catalogue): string {
  const samples = codeSamples(operation, catalogue);
  return samples
    .flatMap(({ label, lang, source }) => [`### ${label}`, codeBlock(fenceName(lang), source)])
    .join("\n\n");
}

/** Readers of Markdown know languages by their names in lower case. */
function fenceName(language: string): string {
  return language.toLowerCase();
}

function json(value: unknown): string {
  return codeBlock("json", JSON.stringify(value, null, 2));
}
