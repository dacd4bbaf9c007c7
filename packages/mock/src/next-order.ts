import { member } from "./member.js";

/** What `POST /__mock/next` was sent. */
export interface Order {
  readonly operationId: string;
  /** As they were sent. */
  readonly answers: readonly (string | object)[];
  /** As `mock.next` takes them. */
  readonly prepared: readonly unknown[];
}

/** @returns undefined where the text is no order */
export function parseOrder(text: string): Order | undefined {
  try {
    return readOrder(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readOrder(value: unknown): Order | undefined {
  const operationId = member(value, "operationId");
  const answers = member(value, "answers");
  if (typeof operationId !== "string" || !isAnswers(answers)) return undefined;
  const prepared = answers.map((answer) => (typeof answer === "string" ? answer : patched(answer)));
  return { operationId, answers, prepared };
}

function isAnswers(value: unknown): value is readonly (string | object)[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((answer) => typeof answer === "string" || isRecord(answer))
  );
}

/** JSON has no `undefined`: as in a JSON Merge Patch (RFC 7396), a field that is null is taken out. */
function patched(answer: object): object {
  return Object.fromEntries(
    Object.entries(answer).map(([key, message]: [string, unknown]) => [
      key,
      isRecord(message)
        ? Object.fromEntries(
            Object.entries(message).map(([name, value]) => [name, value ?? undefined]),
          )
        : message,
    ]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
