import type { IncomingMessage } from "node:http";
import type { CallbackRecord } from "./callback-sender.js";
import type { JournalEntry } from "./journal.js";
import { isLoopbackAddress } from "./loopback.js";
import { readBody } from "./read-body.js";

/** What the paths under `/__mock` give and do. */
export interface ControlTarget {
  requests(): readonly JournalEntry[];
  callbacks(): readonly CallbackRecord[];
  /** @throws TypeError when there is no such operation or answer */
  next(operationId: string, ...keys: string[]): void;
  reset(): void;
}

/** An answer of the control. */
export interface ControlAnswer {
  readonly code: number;
  readonly body: unknown;
}

export const controlPrefix = "/__mock";

const routes = [
  "GET /__mock/requests",
  "GET /__mock/callbacks",
  "POST /__mock/next",
  "POST /__mock/reset",
];

/** Answers a request under `/__mock`. */
export async function answerControl(
  target: ControlTarget,
  request: IncomingMessage,
  path: string,
): Promise<ControlAnswer> {
  switch (`${request.method ?? ""} ${path}`) {
    case "GET /__mock/requests":
      return { code: 200, body: target.requests() };
    case "GET /__mock/callbacks":
      return { code: 200, body: target.callbacks() };
    case "POST /__mock/reset":
      target.reset();
      return { code: 200, body: { reset: true } };
    case "POST /__mock/next":
      return setNext(target, await readBody(request));
    default:
      return problem(404, `There is no such control. There are ${routes.join(", ")}.`);
  }
}

function setNext(target: ControlTarget, body: string | undefined): ControlAnswer {
  const order = parseOrder(body ?? "");
  if (order === undefined) {
    return problem(
      400,
      'Send JSON such as {"operationId": "addFace", "answers": ["retry-later", "ok"]}.',
    );
  }
  try {
    target.next(order.operationId, ...order.answers);
  } catch (error) {
    if (error instanceof TypeError) return problem(400, error.message);
    throw error;
  }
  return { code: 200, body: { ...order } };
}

interface Order {
  readonly operationId: string;
  readonly answers: readonly string[];
}

function parseOrder(text: string): Order | undefined {
  try {
    // `readBody` gives bytes as characters.
    const value: unknown = JSON.parse(Buffer.from(text, "latin1").toString("utf8"));
    return isOrder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isOrder(value: unknown): value is Order {
  return (
    typeof value === "object" &&
    value !== null &&
    "operationId" in value &&
    typeof value.operationId === "string" &&
    "answers" in value &&
    Array.isArray(value.answers) &&
    value.answers.length > 0 &&
    value.answers.every((answer) => typeof answer === "string")
  );
}

function problem(code: number, message: string): ControlAnswer {
  return { code, body: { message } };
}

/** A page of another origin must not steer the mock, and by default no other machine. */
export function mayControl(request: IncomingMessage, remoteControl: boolean): boolean {
  const { origin, host = "" } = request.headers;
  if (origin !== undefined) return false;
  const address = request.socket.remoteAddress ?? "";
  const isLocalName = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
  return remoteControl || (isLoopbackAddress(address) && isLocalName);
}
