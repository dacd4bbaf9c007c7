import type { Operation } from "@aisolution/openapi";
import { httpAnswer, offeredAnswers, outcomeAnswer, type Answer } from "./answer.js";
import { member } from "./member.js";
import { messageProblem } from "./message-problem.js";
import { nearestName } from "@aisolution/options";

/** An answer that was set beforehand. */
export interface PreparedAnswer {
  readonly answer: Answer;
  /** Characters of its own message as JSON; 0 where it has none. */
  readonly size: number;
}

const optionName = "unchecked";

/**
 * Makes the answer that `next` was given.
 *
 * @param given a key, or an object with the message under the key
 * @throws TypeError that says what is wrong, and what there is
 */
export function prepareAnswer(operation: Operation, given: unknown): PreparedAnswer {
  if (typeof given === "string") {
    return { answer: findOffered(operation, given).make("control"), size: 0 };
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(
      "An answer must be a key, or an object with a message under its key, such as { ok: {} }.",
    );
  }
  const keys = Object.keys(given).filter((name) => name !== optionName);
  const [key, another] = keys;
  if (key === undefined || another !== undefined) {
    throw new TypeError(
      `An answer must have one key, beside unchecked; this one has ${keys.length === 0 ? "none" : keys.join(", ")}.`,
    );
  }
  const { code } = findOffered(operation, key);
  const unchecked = readUnchecked(given);
  const outcome = operation.outcomes.find((one) => one.key === key);
  const example = outcome?.example.value.message;
  const message = merged(example, member(given, key));
  const problem =
    outcome === undefined ? textProblem(message) : messageProblem(operation, outcome, message);
  if (problem !== undefined && !unchecked) {
    throw new TypeError(
      `The message of ${key} does not fit ${operation.operationId}: ${problem} To send it all the same, add unchecked: true.`,
    );
  }
  const text = JSON.stringify(message);
  if (typeof text !== "string") {
    throw new TypeError(`The message of ${key} must be a value of JSON.`);
  }
  // What the test changes later is not in the answer; nor are fields that are undefined.
  const own: unknown = JSON.parse(text);
  if (outcome !== undefined) {
    return { answer: outcomeAnswer(outcome, "control", { message: own }), size: text.length };
  }
  const answer = httpAnswer(code, "control");
  const body = { status: member(answer.body, "status"), message: own };
  return { answer: { ...answer, body }, size: text.length };
}

function findOffered(operation: Operation, key: string) {
  const offered = offeredAnswers(operation);
  const found = offered.find((one) => one.key === key);
  if (found !== undefined) return found;
  const keys = offered.map((one) => one.key);
  const near = nearestName(key, keys);
  throw new TypeError(
    `${operation.operationId} has no such answer${near === undefined ? "" : `; the nearest is ${near}`}. It has ${keys.join(", ")}.`,
  );
}

function readUnchecked(given: object): boolean {
  const value = member(given, optionName);
  if (value === undefined || typeof value === "boolean") return value ?? false;
  throw new TypeError("unchecked must be true or false.");
}

/** Fields go into the example; anything else stands for the whole message. */
function merged(example: unknown, own: unknown): unknown {
  if (!isRecord(example) || !isRecord(own)) return own;
  const entries = Object.entries({ ...example, ...own });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textProblem(message: unknown): string | undefined {
  return typeof message === "string" ? undefined : "The message must be a string.";
}
