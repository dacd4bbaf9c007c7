import type { Catalogue, Operation, Outcome } from "@aisolution/openapi";
import { findOperation } from "../lib/find-operation.js";
import { code, prose } from "../lib/escape/markdown.js";
import { codes, table } from "../lib/markdown.js";
import { messagesOf } from "../lib/messages-of.js";
import { assumedErrorsText, httpErrorsTable, outcomeText } from "../lib/operation-text.js";
import { legend } from "../lib/value-text.js";
import type { Target } from "../lib/target.js";

const folder = "docs/guides";
/** What the guide on faces is about. */
const faceGroupOperations = ["addFace", "searchFaces", "deleteFace"];

/** The tables of outcomes, and of what a lookup returns, in the guides. */
export const guideOutcomesTarget: Target = {
  name: "guide-outcomes",
  emit({ catalogue }) {
    return Promise.resolve([
      {
        path: `${folder}/outcomes-billing-retries.md`,
        region: "outcomes",
        text: allOutcomes(catalogue),
      },
      {
        path: `${folder}/face-group.md`,
        region: "face-group-outcomes",
        text: outcomesOf(faceGroupOperations.map((id) => findOperation(catalogue, id))),
      },
      {
        path: `${folder}/whatsapp-and-callbacks.md`,
        region: "lookup-result",
        text: lookupResult(catalogue),
      },
    ]);
  },
};

function allOutcomes(catalogue: Catalogue): string {
  const outcomes = catalogue.operations.flatMap((operation) => operation.outcomes);
  const answers = [...outcomes, ...catalogue.httpErrors];
  return [
    outcomesAcross(catalogue),
    "### Answers outside HTTP 200",
    `The source lists these codes once, and for no operation. ${assumedErrorsText(catalogue.httpErrors)}`,
    httpErrorsTable(catalogue.httpErrors),
    "### The words in these tables",
    legend(answers),
  ].join("\n\n");
}

/** Each outcome once, with the operations that have it. */
function outcomesAcross({ operations, families }: Catalogue): string {
  const rows = new Map<string, { readonly outcome: Outcome; readonly its: Operation[] }>();
  for (const operation of operations) {
    for (const outcome of operation.outcomes) {
      const { key, status, billing, retry, failure } = outcome;
      const name = [status, key, billing, retry, failure, outcomeText(outcome)].join("\n");
      const row = rows.get(name) ?? { outcome, its: [] };
      row.its.push(operation);
      rows.set(name, row);
    }
  }
  return table([
    ["`status`", "Outcome", "What it means", "Billing", "Retry", "Operations"],
    ...[...rows.values()].map(({ outcome, its }) => [
      code(outcome.status),
      code(outcome.key),
      outcomeText(outcome),
      code(outcome.billing),
      code(outcome.retry),
      operationsText(its, operations, families),
    ]),
  ]);
}

/** A family is named where all, or most, of its operations are meant; others by their own names. */
function operationsText(
  its: readonly Operation[],
  all: readonly Operation[],
  families: Catalogue["families"],
): string {
  if (its.length === all.length) return "all";
  return families
    .flatMap(({ name, title }) => {
      const members = all.filter(({ family }) => family === name);
      const meant = its.filter(({ family }) => family === name);
      const others = members.filter((operation) => !meant.includes(operation));
      if (members.length > 1 && others.length === 0) return [`all of “${prose(title)}”`];
      if (others.length > 0 && meant.length > 2 * others.length) {
        return [`all of “${prose(title)}” (not ${names(others)})`];
      }
      return meant.map(({ operationId }) => code(operationId));
    })
    .join(", ");
}

function names(operations: readonly Operation[]): string {
  return codes(
    operations.map(({ operationId }) => operationId),
    "and",
  );
}

function outcomesOf(operations: readonly Operation[]): string {
  return table([
    ["Operation", "`status`", "What it means", "Billing", "Retry"],
    ...operations.flatMap(({ operationId, outcomes }) =>
      outcomes.map((outcome) => [
        code(operationId),
        code(outcome.status),
        outcomeText(outcome),
        code(outcome.billing),
        code(outcome.retry),
      ]),
    ),
  ]);
}

/** The answer and the callback of a lookup have the same fields: one table shows both. */
function lookupResult(catalogue: Catalogue): string {
  return catalogue.callbacks
    .map(({ name, parameters }) => {
      const callers = catalogue.operations.filter(({ callback }) => callback === name);
      const messages = callers.flatMap((operation) => messagesOf(operation, catalogue));
      const fields = messages.flatMap((message) => message.fields);
      const answered = new Map(fields.map((field) => [field.name, field]));
      const sent = new Map(parameters.map((parameter) => [parameter.name, parameter]));
      return table([
        ["Name", "What it is", "Values", "In the answer", "In the callback", "Example"],
        ...[...new Set([...answered.keys(), ...sent.keys()])].map((member) => {
          const { description, values } = answered.get(member) ?? sent.get(member) ?? {};
          const example = sent.get(member)?.example;
          return [
            code(member),
            prose(description ?? ""),
            values === undefined ? "" : codes(values, "or"),
            presence(answered.get(member)),
            presence(sent.get(member)),
            example === undefined ? "" : code(example),
          ];
        }),
      ]);
    })
    .join("\n\n");
}

function presence(member: { readonly required: boolean } | undefined): string {
  if (member === undefined) return "never";
  return member.required ? "always" : "if known";
}
