import type { LookupFunction } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { refusalOf, shownHost } from "./callback-refusal.js";
import { requestCallback, type CallbackAttempt } from "./callback-request.js";
import {
  callbackUrl,
  parameterNames,
  readCallbackAddress,
  type CallbackValues,
} from "./callback-url.js";
import { errorCode } from "./error-code.js";
import { limits } from "./limits.js";

export { refusalOf } from "./callback-refusal.js";
export { callbackUrl, type CallbackValues } from "./callback-url.js";

/** Options of `createCallbackSender`. Times are in milliseconds. */
export interface CallbackSenderOptions {
  /** Hosts that may be called beside this machine: names, or names with a port. Default: none. */
  readonly allowedHosts?: readonly string[];
  /** How long to wait before a callback is sent, so that the answer of the call comes first. Default: 50. */
  readonly delay?: number;
  /** How often a callback is sent again that gets no answer, or one outside 2xx. Default: 0. */
  readonly retries?: number;
  /** How long to wait before it is sent again. Default: 200. */
  readonly retryDelay?: number;
  /** How long one request may take until its answer is read. Default: 5000. */
  readonly timeout?: number;
  /** Called once for each callback, when it is over. What it throws changes nothing. */
  readonly onSent?: (record: CallbackRecord) => void;
  /** Finds the addresses of allowed hosts. Never asked about this machine. Default: `dns.lookup`. */
  readonly lookup?: LookupFunction;
}

/**
 * What became of a callback. Values are about a person and a path can be a secret, so neither stands here.
 */
export interface CallbackRecord {
  /** Host and port. Undefined where the address was none. */
  readonly host: string | undefined;
  /** `/…` stands for any path but `/`. Undefined where the address was none. */
  readonly path: "/" | "/…" | undefined;
  /** Names of the parameters, in documented order. */
  readonly parameters: readonly string[];
  /** How often it was sent. */
  readonly attempts: number;
  /** HTTP status of the last answer, if there was one. */
  readonly code?: number;
  /** `ECONNREFUSED`, `ETIMEDOUT` and others; `closed`; or `refused: ` and why nothing was sent. */
  readonly error?: string;
}

/** Sends callbacks, and keeps what became of them. */
export interface CallbackSender {
  /**
   * Sends a callback after the delay. An address that must not be called only gets a record.
   *
   * @throws TypeError when the contract has no parameter of a given name
   */
  send(address: string, values: CallbackValues): void;
  /** The last 1000 callbacks that are over, in the order of their ends. */
  sent(): readonly CallbackRecord[];
  /** Waits until no callback is under way. */
  idle(): Promise<void>;
  /** Forgets what was sent. What is under way goes on. */
  clear(): void;
  /** Ends what is under way, and waits until no timer and no socket is left. Nothing is sent afterwards. */
  close(): Promise<void>;
}

/** Beyond it, `setTimeout` does not wait at all. */
const longestTime = 2 ** 31 - 1;

/**
 * Makes the part of the mock that sends the result of a WhatsApp lookup to the address of the caller.
 *
 * @throws TypeError when an option cannot be used
 *
 * @example
 * const sender = createCallbackSender();
 * sender.send("http://127.0.0.1:8080/hook", { number: "+447700900123", whatsapp: "no" });
 * await sender.idle();
 * console.log(sender.sent()); // [{ host: "127.0.0.1:8080", path: "/…", ..., attempts: 1, code: 200 }]
 * await sender.close();
 */
export function createCallbackSender(options: CallbackSenderOptions = {}): CallbackSender {
  const { allowedHosts = [], onSent, lookup } = options;
  const { delay = 50, retries = 0, retryDelay = 200, timeout = 5000 } = options;
  for (const [name, value] of Object.entries({ delay, retries, retryDelay, timeout })) {
    const least = name === "timeout" ? 1 : 0;
    if (!Number.isSafeInteger(value) || value < least || value > longestTime) {
      throw new TypeError(
        `${name} must be an integer from ${String(least)} to ${String(longestTime)}.`,
      );
    }
  }
  // A wrong entry is found now, not with the first callback.
  refusalOf("", allowedHosts);

  const records: CallbackRecord[] = [];
  const underWay = new Map<AbortController, Promise<void>>();
  let closed = false;

  function keep(record: CallbackRecord): void {
    records.push(record);
    if (records.length > limits.callbacks) records.shift();
    try {
      onSent?.(record);
    } catch {
      // A log that fails changes nothing of what was sent.
    }
  }

  async function deliver(
    url: string,
    signal: AbortSignal,
  ): Promise<CallbackAttempt & { readonly attempts: number }> {
    let attempts = 0;
    let last: CallbackAttempt = {};
    try {
      while (attempts === 0 || (attempts <= retries && !isTaken(last))) {
        await pause(attempts === 0 ? delay : retryDelay, undefined, { signal });
        attempts += 1;
        last = await requestCallback(url, { timeout, signal, lookup });
      }
    } catch (error) {
      last = { ...last, error: errorCode(error) };
    }
    // Whatever a request says of its end, this is why.
    if (signal.aborted) last = { ...last, error: "closed" };
    return { ...last, attempts };
  }

  function crowdRefusal(): string | undefined {
    if (underWay.size < limits.callbacksUnderWay) return undefined;
    return `More than ${String(limits.callbacksUnderWay)} callbacks are under way.`;
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay.values());
  }

  return {
    send(address, values) {
      const base = {
        host: shownHost(address),
        path: shownPath(address),
        parameters: parameterNames(values),
      };
      const refusal = refusalOf(address, allowedHosts) ?? crowdRefusal();
      if (refusal !== undefined || closed) {
        const error = refusal === undefined ? "closed" : `refused: ${refusal}`;
        keep({ ...base, attempts: 0, error });
        return;
      }
      const controller = new AbortController();
      const task = deliver(callbackUrl(address, values), controller.signal).then((result) => {
        underWay.delete(controller);
        keep({ ...base, ...result });
      });
      underWay.set(controller, task);
    },
    sent: () => [...records],
    idle,
    clear() {
      records.length = 0;
    },
    async close() {
      closed = true;
      for (const controller of underWay.keys()) controller.abort();
      await idle();
    },
  };
}

function isTaken({ code }: CallbackAttempt): boolean {
  return code !== undefined && code >= 200 && code < 300;
}

function shownPath(address: string): CallbackRecord["path"] {
  const url = readCallbackAddress(address);
  if (url === undefined) return undefined;
  return url.pathname === "/" ? "/" : "/…";
}
