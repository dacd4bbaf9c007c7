import { catalogue, type Operation, type Outcome } from "@aisolution/openapi";
import { findOutcome } from "./find-outcome.js";
import { member } from "./member.js";
import { nearestName } from "@aisolution/options";

type MessageField = (typeof catalogue.messages)[number]["fields"][number];

/**
 * Says why the contract does not have this message for an outcome, naming the field.
 *
 * @returns undefined where it has it
 */
export function messageProblem(
  operation: Operation,
  outcome: Outcome,
  message: unknown,
): string | undefined {
  const problem = shapeProblem(outcome, message);
  if (problem !== undefined) return problem;
  const { status } = outcome;
  const found = findOutcome(operation, { status, message });
  if (found?.key === outcome.key) return undefined;
  const { when } = outcome;
  if (when !== undefined && "property" in when) {
    return `${when.property} must be ${JSON.stringify(when.equals)}.`;
  }
  return found === undefined
    ? "The message is none that this answer can have."
    : `The message makes it the answer ${found.key}.`;
}

function shapeProblem({ message: { kind, name = "" } }: Outcome, message: unknown) {
  switch (kind) {
    case "object":
      return objectProblem(name, message, "");
    case "array":
      if (!Array.isArray(message)) return "The message must be an array.";
      for (const [index, item] of message.entries()) {
        const problem = objectProblem(name, item, `[${String(index)}]`);
        if (problem !== undefined) return problem;
      }
      return undefined;
    case "empty-array":
      return Array.isArray(message) && message.length === 0
        ? undefined
        : "The message must be an empty array.";
    case "string":
      return typeof message === "string" ? undefined : "The message must be a string.";
    case "null":
      return message === null ? undefined : "The message must be null.";
  }
}

/** @param place of the object in the message; empty where it is the message */
function objectProblem(name: string, value: unknown, place: string): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return `${place === "" ? "The message" : place} must be an object.`;
  }
  const fields = catalogue.messages.find((message) => message.name === name)?.fields ?? [];
  const inside = (field: string) => (place === "" ? field : `${place}.${field}`);
  const known = fields.map((field) => field.name);
  const unknown = Object.keys(value).find((field) => !known.includes(field));
  if (unknown !== undefined) {
    const near = nearestName(unknown, known);
    const advice =
      near === undefined ? `The fields are ${known.join(", ")}.` : `The nearest is ${near}.`;
    return `${inside(unknown)} is not a field of ${name}. ${advice}`;
  }
  for (const field of fields) {
    const given = member(value, field.name);
    if (given === undefined) {
      if (field.required) return `${inside(field.name)} is required.`;
      continue;
    }
    const wanted = wantedValue(field, given);
    if (wanted !== undefined) return `${inside(field.name)} must be ${wanted}.`;
  }
  return undefined;
}

/** @returns undefined where the value is one */
function wantedValue(field: MessageField, value: unknown): string | undefined {
  const { type, values, minimum = -Infinity, maximum = Infinity } = field;
  if (type === "string") {
    if (typeof value !== "string")
      return "a string; undefined, or null in JSON, takes the field out";
    return values === undefined || values.includes(value)
      ? undefined
      : `one of: ${values.join(", ")}`;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return "a number";
  if (type === "integer" && !Number.isInteger(value)) return "an integer";
  if (value < minimum) return `at least ${String(minimum)}`;
  return value > maximum ? `at most ${String(maximum)}` : undefined;
}
