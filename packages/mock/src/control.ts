import type { IncomingMessage } from "node:http";
import type { OperationId } from "@aisolution/openapi";
import type { BodyProblem } from "./byte-store.js";
import type { CallbackRecord } from "./callback-sender.js";
import type { JournalEntry } from "./journal.js";
import { limits } from "./limits.js";
import type { NextAnswer } from "./next-answer.js";
import { parseOrder } from "./next-order.js";
import { readBody } from "./read-body.js";
import type { Room } from "./work-load.js";

/** What the paths under `/__mock` give and do. */
export interface ControlTarget {
  requests(): readonly JournalEntry[];
  callbacks(): readonly CallbackRecord[];
  /**
   * Sets the next answers of an operation; each is given once. An answer is the key of a documented one, or has the key
   * with a message of your own: its fields go into the contract's example, and `undefined` takes one out.
   *
   * @example
   * mock.next("recognizeGermanIdCard", "retry-later", { ok: { Surname: undefined, DateOfExpiry: "01.01.2020" } });
   * mock.next("recognizeGermanIdCard", { ok: { Surname: 7 }, unchecked: true });
   *
   * @throws TypeError when there is no such operation or answer, or a message does not fit the contract and does not
   *   say `unchecked: true`; then none is set
   */
  next<Id extends OperationId>(operationId: Id, ...answers: readonly NextAnswer<Id>[]): void;
  reset(): void;
}

/** The same, with the answers as one list: a call takes no more arguments than the stack has room for. */
export interface ControlState extends Omit<ControlTarget, "next"> {
  /** @throws TypeError as `next` */
  setNext(operationId: string, answers: readonly unknown[]): void;
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
    target.setNext(order.operationId, order.prepared);
  } catch (error) {
    if (error instanceof TypeError) return problem(400, error.message);
    throw error;
  }
  const { operationId, answers } = order;
  return { code: 200, body: { operationId, answers } };
}

function problem(code: number, message: string): ControlAnswer {
  return { code, body: { message } };
}
