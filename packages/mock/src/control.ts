import type { IncomingMessage } from "node:http";
import type { BodyProblem } from "./byte-store.js";
import type { CallbackRecord } from "./callback-sender.js";
import type { JournalEntry } from "./journal.js";
import { limits } from "./limits.js";
import { readBody } from "./read-body.js";
import type { Room } from "./work-load.js";

/** What the paths under `/__mock` give and do. */
export interface ControlTarget {
  requests(): readonly JournalEntry[];
  callbacks(): readonly CallbackRecord[];
  /** @throws TypeError when there is no such operation or answer */
  next(operationId: string, ...keys: string[]): void;
  reset(): void;
}

/** What the control has beside that: the answers as one list, as a call takes no more arguments than the stack has room for. */
export interface ControlState extends Omit<ControlTarget, "next"> {
  /** @throws TypeError as `next` */
  setNext(operationId: string, answers: readonly string[]): void;
}

/** An answer of the control. */
export interface ControlAnswer {
  readonly code: number;
  readonly body: unknown;
}

const prefix = "/__mock";

/** Whether a path is one of the control. */
export function isControl(path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

const routes = [
  "GET /__mock/requests",
  "GET /__mock/callbacks",
  "POST /__mock/next",
  "POST /__mock/reset",
];

/** Answers a request under `/__mock`. */
export async function answerControl(
  target: ControlState,
  request: IncomingMessage,
  path: string,
  room: Room,
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
      return setNext(target, await readBody(request, room));
    default:
      request.resume();
      return problem(404, `There is no such control. There are ${routes.join(", ")}.`);
  }
}

function setNext(target: ControlState, body: Buffer | BodyProblem): ControlAnswer {
  if (body === "no-room") return problem(503, "There is no room for this body now. Send it again.");
  if (body === "too-long") {
    return problem(400, `The body is over ${String(limits.bodyBytes)} bytes. Send fewer answers.`);
  }
  const order = parseOrder(body.toString("utf8"));
  if (order === undefined) {
    return problem(
      400,
      'Send JSON such as {"operationId": "addFace", "answers": ["retry-later", "ok"]}.',
    );
  }
  try {
    target.setNext(order.operationId, order.answers);
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
    const value: unknown = JSON.parse(text);
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
