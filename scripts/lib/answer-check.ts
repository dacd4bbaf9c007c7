/**
 * The part of a test script that knows the answers of one operation. Postman and Bruno differ in how a script
 * reads an answer and names a test; what is checked is the same.
 */
import type { Catalogue, Message, Operation, Outcome } from "@aisolution/openapi";
import { scriptComment, scriptValue } from "./escape/script.js";
import { httpErrorsOf } from "./http-errors-of.js";
import { withoutStop } from "./markdown.js";
import { passedValues } from "./sample-form.js";

/** How the scripts of a program say what the check needs. */
export interface CheckLanguage {
  /** Expression for the HTTP status. */
  readonly code: string;
  /** Expression for the parsed body; it may throw where the body is no JSON. */
  readonly body: string;
  /** Names of the functions for a test and for an expectation of Chai. */
  readonly test: string;
  readonly expect: string;
  /** Name of the function that keeps a value for later requests. */
  readonly keep: string;
}

/**
 * JavaScript that tests an answer: HTTP 200, a documented outcome, and the documented form of its message. No failure
 * shows a value of the message, since that can be a person's data.
 */
export function answerCheck(
  operation: Operation,
  catalogue: Catalogue,
  { code, body, test, expect }: CheckLanguage,
): string {
  const { operationId, outcomes } = operation;
  return `
// The documented outcomes of ${operationId}. The first one that applies is the outcome.
const outcomes = ${lines(outcomes.map((outcome) => scriptValue(outcomeFacts(outcome, catalogue))))};

// What the HTTP statuses other than 200 mean.
const httpErrors = {
${httpErrorsOf(operation, catalogue)
  .map((error) => `  ${String(error.code)}: ${scriptValue(withoutStop(error.description))},`)
  .join("\n")}
};

function readAnswer() {
  try {
    return Object(${body});
  } catch {
    return {};
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function applies({ status, when }) {
  if (answer.status !== status) return false;
  if (when === undefined) return true;
  if (when.pattern === undefined) {
    return isObject(answer.message) && answer.message[when.property] === when.equals;
  }
  return typeof answer.message === "string" && new RegExp(when.pattern).test(answer.message);
}

function isOfKind(value, kind) {
  if (kind === "null") return value === null;
  if (kind === "object") return isObject(value);
  if (kind === "array") return Array.isArray(value);
  if (kind === "empty-array") return Array.isArray(value) && value.length === 0;
  if (kind === "integer") return Number.isInteger(value);
  return typeof value === kind;
}

function faults({ kind, fields = {}, required = [] }) {
  if (!isOfKind(answer.message, kind)) return ["message is not of the type " + kind];
  const items = kind === "array" ? answer.message : [answer.message];
  return items.flatMap((item) =>
    Object.keys(fields).flatMap((name) => {
      if (!isObject(item)) return ["an item is no object"];
      if (item[name] === undefined) return required.includes(name) ? [name + " is missing"] : [];
      return isOfKind(item[name], fields[name]) ? [] : [name + " is not of the type " + fields[name]];
    }),
  );
}

const code = ${code};
const answer = readAnswer();
const outcome = outcomes.find(applies);
const status = typeof answer.status === "string" ? answer.status : "no text";
const known = [...new Set(outcomes.map((one) => one.status))].join(", ");

${test}("HTTP status is 200", () => {
  const meaning = httpErrors[code] || "This status is not documented";
  ${expect}(code, "HTTP " + code + ". " + meaning + ". Status").to.equal(200);
});

${test}("status is a documented outcome", () => {
  const advice = known.split(", ").includes(status)
    ? "status is " + status + ", but message is that of no documented outcome"
    : "status is " + status + ". Documented for ${operationId}: " + known;
  ${expect}(outcome !== undefined, advice).to.equal(true);
});

if (outcome !== undefined) {
  ${test}("message has the form of the outcome " + outcome.key + " (" + outcome.billing + ")", () => {
    ${expect}(faults(outcome).join(", "), "message").to.equal("");
  });
}
`.trim();
}

/** JavaScript after {@link answerCheck} that keeps the values of an answer which other calls take. */
export function keepValues(
  giver: Operation,
  catalogue: Catalogue,
  { keep }: CheckLanguage,
): readonly string[] {
  const successes = giver.outcomes.filter(({ failure }) => failure === undefined);
  const keys = scriptValue(successes.map(({ key }) => key));
  return passedValues(catalogue)
    .filter((passed) => passed.giver === giver)
    .map(({ name, taker }) =>
      `
${scriptComment(`"${withoutStop(taker.summary)}" takes it.`)}
if (outcome !== undefined && ${keys}.includes(outcome.key)) {
  ${keep}(${scriptValue(name)}, answer.message[${scriptValue(name)}]);
}
`.trim(),
    );
}

/** What a script has to know about an outcome. */
function outcomeFacts(
  { key, status, when, billing, message: { kind, name } }: Outcome,
  { messages }: Catalogue,
): object {
  const message = messages.find((candidate) => candidate.name === name);
  return { key, status, when, billing, kind, ...(message === undefined ? {} : shape(message)) };
}

function shape({ fields }: Message): object {
  return {
    fields: Object.fromEntries(fields.map(({ name, type }) => [name, type])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
  };
}

function lines(values: readonly string[]): string {
  return `[\n${values.map((value) => `  ${value},`).join("\n")}\n]`;
}
