import type { Catalogue, Operation, Outcome } from "@aisolution/openapi";
import { stringify } from "yaml";
import { findOperation } from "../lib/find-operation.js";
import { code, prose } from "../lib/escape/markdown.js";
import { codes, inWords, withoutStop } from "../lib/markdown.js";
import { httpErrorsOf } from "../lib/http-errors-of.js";
import { messagesOf } from "../lib/messages-of.js";
import { chargedKeys } from "../lib/operation-text.js";
import { doNotEdit, type Target } from "../lib/target.js";
import { tokenParameter } from "../lib/token-parameter.js";

/**
 * Calls that belong together, for programs that run Arazzo. The contract has to lie beside the file,
 * as it does where both are downloaded.
 */
export const arazzoTarget: Target = {
  name: "arazzo",
  emit({ catalogue }) {
    const text = stringify(description(catalogue), { lineWidth: 0, aliasDuplicateObjects: false });
    return Promise.resolve([
      {
        path: "docs/downloads/arazzo/workflows.arazzo.yaml",
        text: `# ${doNotEdit}\n${text}`,
      },
    ]);
  },
};

/** Name of the contract here: `redocly respect --server aisolution=URL` calls another server. */
const sourceName = "aisolution";

/** Seconds from an answer to the next question, and how many more there are. */
const polling = { retryAfter: 2, retryLimit: 30 };
const backoff = { retryAfter: 5, retryLimit: 3 };

/** The field by which the calls for faces know a person. */
const person = "person_id";

function description(catalogue: Catalogue): object {
  return {
    arazzo: "1.0.1",
    info: {
      title: `${catalogue.contract.title}: workflows`,
      summary: "Calls that belong together.",
      description: `Keep the contract beside this file, as ${code("openapi.json")}. Each workflow needs a token; the other inputs have defaults. Each step says when it is charged.`,
      version: catalogue.contract.version,
    },
    sourceDescriptions: [{ name: sourceName, url: "openapi.json", type: "openapi" }],
    workflows: [faceWorkflow(catalogue), lookupWorkflow(catalogue)],
  };
}

function faceWorkflow(catalogue: Catalogue): object {
  const add = findOperation(catalogue, "addFace");
  const search = findOperation(catalogue, "searchFaces");
  const remove = findOperation(catalogue, "deleteFace");
  requireMessageField(catalogue, add, person);
  requireMessageField(catalogue, search, person);
  requireRequestField(remove, person);
  const added = `$steps.${add.operationId}.outputs.personId`;
  const matches = `count(@.message[?@.${person} == {${added}}])`;
  return {
    workflowId: "addSearchDeleteFace",
    summary: "Add a face, find it, delete it, and find it no more.",
    description:
      "Leaves the group as it was. When a step fails after the first one, the face stays in the group.",
    ...inputsOf(catalogue, add),
    steps: [
      {
        ...step(catalogue, add, inputsAsForm(add)),
        outputs: { personId: `$response.body#/message/${person}` },
      },
      step(catalogue, search, inputsAsForm(search), {
        stepId: "findFace",
        criteria: [jsonPath(`${matches} > 0`)],
      }),
      step(catalogue, remove, { [person]: added }),
      step(catalogue, search, inputsAsForm(search), {
        stepId: "findFaceNoMore",
        criteria: [jsonPath(`${matches} == 0`)],
      }),
    ],
    outputs: { personId: added },
  };
}

function lookupWorkflow(catalogue: Catalogue): object {
  const operation = findOperation(catalogue, "getWhatsAppDetail");
  const pending = operation.outcomes
    .filter(({ retry, when }) => retry === "poll" && when !== undefined)
    .map(({ key, billing }) => `${code(key)} (billing: ${code(billing)})`);
  if (pending.length === 0) {
    throw new Error(`${operation.operationId} has no outcome that a workflow could wait for.`);
  }
  return {
    workflowId: "lookUpWhatsAppNumber",
    summary: "Ask for a number until the answer is final.",
    description: `For callers without a callback. The same call is sent again while the answer is ${inWords(pending, "or")}.`,
    ...inputsOf(catalogue, operation),
    steps: [
      {
        ...step(catalogue, operation, inputsAsForm(operation)),
        outputs: { detail: "$response.body#/message" },
      },
    ],
    outputs: { detail: `$steps.${operation.operationId}.outputs.detail` },
  };
}

/** What a workflow is given: the token, and the documented call that asks for no callback. */
function inputsOf(catalogue: Catalogue, operation: Operation): object {
  const token = tokenParameter(catalogue);
  const properties = Object.entries(exampleForm(operation)).map(
    ([name, value]) =>
      [
        name,
        { type: "string", description: requireRequestField(operation, name), default: value },
      ] as const,
  );
  return {
    inputs: {
      type: "object",
      required: [token],
      properties: {
        // The format keeps it out of what a program prints.
        [token]: { type: "string", format: "password", description: "Your token." },
        ...Object.fromEntries(properties),
      },
    },
    parameters: [{ name: token, in: "query", value: `$inputs.${token}` }],
  };
}

/** A field that forbids a second call would forbid the workflow's own retries. */
function exampleForm({ operationId, request }: Operation): Readonly<Record<string, string>> {
  const once = request.fields.filter(({ retry }) => retry === "never").map(({ name }) => name);
  const found = request.examples.find(({ value }) => once.every((name) => !(name in value)));
  if (found === undefined) throw new Error(`${operationId} has no example that can be repeated.`);
  return found.value;
}

function inputsAsForm(operation: Operation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(exampleForm(operation)).map((name) => [name, `$inputs.${name}`]),
  );
}

function step(
  catalogue: Catalogue,
  operation: Operation,
  payload: Readonly<Record<string, string>>,
  options: { readonly stepId?: string; readonly criteria?: readonly object[] } = {},
): object {
  const { operationId, summary, request, outcomes } = operation;
  const finals = outcomes.filter(
    ({ failure, retry }) => failure === undefined && retry === "never",
  );
  const charged = chargedKeys(operation);
  return {
    stepId: options.stepId ?? operationId,
    description: `${prose(withoutStop(summary))}. Charged: ${charged.length === 0 ? "never" : codes(charged, "or")}.`,
    operationId,
    requestBody: { contentType: request.contentType, payload },
    successCriteria: [
      { condition: "$statusCode == 200" },
      { condition: anyOf(finals.map(statusCondition)) },
      // Where a success can be without its result, only the others are the end.
      ...(finals.some(({ when }) => when !== undefined)
        ? [{ condition: anyOf(finals.map(outcomeCondition)) }]
        : []),
      ...(options.criteria ?? []),
    ],
    onFailure: retryActions(catalogue, operation),
  };
}

/**
 * What to do when a step has not the answer it wants: what the contract says of that answer. A condition on
 * a member of `message` stands in an action of its own: where `message` is a text, it cannot be read.
 */
function retryActions(catalogue: Catalogue, operation: Operation): readonly object[] {
  const { outcomes } = operation;
  const told = (retry: Outcome["retry"], byMember: boolean): readonly string[] =>
    outcomes
      .filter((outcome) => outcome.retry === retry && (outcome.when !== undefined) === byMember)
      .map(outcomeCondition);
  const busy = (saysWhen: boolean): readonly string[] =>
    httpErrorsOf(operation, catalogue)
      .filter(({ retry, retryAfter }) => retry === "backoff" && retryAfter === saysWhen)
      .map((error) => `$statusCode == ${String(error.code)}`);
  return [
    ...retryAction("askAgain", told("poll", true), polling),
    ...retryAction("askLater", told("backoff", true), backoff),
    ...retryAction("waitAndTryAgain", [...told("backoff", false), ...busy(false)], backoff),
    // Where an answer can say when to come back, only one that does promises that nothing was done.
    ...retryAction("waitAsTold", busy(true), backoff, ["$response.header.Retry-After != null"]),
  ];
}

function retryAction(
  name: string,
  conditions: readonly string[],
  pace: { readonly retryAfter: number; readonly retryLimit: number },
  also: readonly string[] = [],
): readonly object[] {
  if (conditions.length === 0) return [];
  const criteria = [anyOf(conditions), ...also].map((condition) => ({ condition }));
  return [{ name, type: "retry", ...pace, criteria }];
}

function statusCondition({ status }: Outcome): string {
  return `$response.body#/status == ${JSON.stringify(status)}`;
}

function outcomeCondition(outcome: Outcome): string {
  const { key, when } = outcome;
  if (when === undefined) return statusCondition(outcome);
  if ("pattern" in when) throw new Error(`A condition cannot hold the pattern of ${key}.`);
  // Programs put the text of a condition together, and run it.
  if (!/^[\w .,:-]+$/.test(when.equals)) {
    throw new Error(
      `A condition of Arazzo cannot hold ${JSON.stringify(when.equals)} of ${key}. Use letters, digits, spaces and _.,:- there.`,
    );
  }
  return `$response.body#/message/${when.property} == ${JSON.stringify(when.equals)}`;
}

function anyOf(conditions: readonly string[]): string {
  return [...new Set(conditions)].join(" || ");
}

/** A filter of the whole body: it holds when it finds the body. */
function jsonPath(filter: string): object {
  return { context: "$response.body", condition: `$[?${filter}]`, type: "jsonpath" };
}

/** The description of a field of the form. */
function requireRequestField({ operationId, request }: Operation, name: string): string {
  const field = request.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`${operationId} has no field ${name} for a workflow.`);
  return prose(field.description);
}

function requireMessageField(catalogue: Catalogue, operation: Operation, name: string): void {
  const fields = messagesOf(operation, catalogue).flatMap((message) => message.fields);
  if (!fields.some((field) => field.name === name)) {
    throw new Error(`${operation.operationId} answers with no ${name} for a workflow.`);
  }
}
