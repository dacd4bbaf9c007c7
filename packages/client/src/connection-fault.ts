import type { AnswerRule } from "./definition.js";
import { ConnectionError } from "./errors/connection-error.js";

/** Codes of faults that come before a connection stands, of Node's, undici's and Bun's. */
const notConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** Steps of the system before a connection stands. */
const connectingStep = /^(connect|getaddrinfo|query\w+)$/;

/** Codes of certificates that were refused: the connection stood, and nothing of the request went over it. */
const certificateRefused = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** What the fault of a `fetch` means. */
export interface ConnectionFault {
  readonly rule: AnswerRule;
  readonly text: string;
}

/**
 * Finds out whether a request can have reached the service when `fetch` failed.
 *
 * @param fault what it rejected with
 */
export function readConnectionFault(fault: unknown): ConnectionFault {
  // Runtimes put the code on the error or on its cause.
  const cause = memberOf(fault, "cause") ?? fault;
  const code = wordOf(cause, "code");
  const step = wordOf(cause, "syscall");
  // The same code can come later, from a read of the answer; the step of the system tells them apart.
  const isUnsent = step ? connectingStep.test(step) : notConnected.test(code);
  return {
    rule: isUnsent
      ? [undefined, ConnectionError, "free", "backoff"]
      : certificateRefused.test(code)
        ? [undefined, ConnectionError, "free"]
        : [undefined, ConnectionError, "unknown", "ask"],
    text: `The connection failed ${code}`.trim(),
  };
}

function wordOf(value: unknown, name: string): string {
  const word = memberOf(value, name);
  return typeof word === "string" && /^\w{1,64}$/.test(word) ? word : "";
}

/** A `fetch` of the caller's can reject with anything, also with what cannot be read. */
function memberOf(value: unknown, name: string): unknown {
  try {
    return Reflect.get(Object(value), name);
  } catch {
    return undefined;
  }
}
