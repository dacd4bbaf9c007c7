import { createDeadline, noLimit, type Deadline, type TimeLimit } from "./deadline.js";
import type { CallableOperation } from "./definition.js";
import type { Billing } from "./errors/aisolution-error.js";
import type { Form } from "./form.js";
import type { CallOptions } from "./options.js";
import type { AcquireSlot } from "./request-slots.js";
import type { TokenCache } from "./token-cache.js";
import type { Transport } from "./transport.js";
import type { UsageMeter } from "./usage.js";

/** What the calls of a client share. */
export interface ClientResources {
  readonly tokens: TokenCache;
  readonly post: Transport["post"];
  readonly acquireSlot: AcquireSlot;
  readonly usage: UsageMeter;
}

/** What the error of a call says of it, as far as the call got. */
export interface Progress {
  readonly operationId: string;
  /** The number of requests. */
  attempts: number;
  /** `unknown` where an earlier request may have been done and charged. */
  billing: Billing;
  readonly retryable: boolean;
}

/** What an attempt is waiting for. */
export type Step = "slot" | "image" | "token" | "response";

/** One call, from its arguments to its last attempt. */
export interface CallContext {
  readonly operation: CallableOperation;
  readonly form: Form;
  /** Those of the call before those of the client. */
  readonly options: CallOptions;
  readonly signal: AbortSignal | undefined;
  readonly deadline: Deadline;
  readonly progress: Progress;
  /** The encoded form; all attempts send the same one. */
  body: string | undefined;
  /** The token of the attempt. */
  pendingToken: Promise<string> | undefined;
  /** How far the attempt has come. */
  step: Step;
  limit: TimeLimit;
  /** From the request to the whole answer, in milliseconds. */
  duration: number;
}

/** Starts the clock of a call. Until its arguments are read, it has none. */
export function createContext(
  operation: CallableOperation,
  form: Form = {},
  options: CallOptions = {},
): CallContext {
  const { operationId } = operation;
  const deadline = createDeadline(options.deadline);
  return {
    operation,
    form,
    options,
    signal: options.signal,
    deadline,
    progress: { operationId, attempts: 0, billing: "free", retryable: false },
    // All members are there from the start: engines are slow with objects that grow.
    body: undefined,
    pendingToken: undefined,
    step: "slot",
    limit: noLimit,
    duration: 0,
  };
}

const timeoutTexts: Readonly<Record<Step, string>> = {
  slot: "No slot was free",
  image: "The image was not read",
  token: "The token function gave no token",
  response: "No complete answer came",
};

/** What a `TimeoutError` says. */
export function timeoutText({ step, limit }: Pick<CallContext, "step" | "limit">): string {
  return `${timeoutTexts[step]} within ${String(limit.value)} ms (${limit.option})`;
}
