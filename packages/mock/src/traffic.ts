import { setTimeout as wait } from "node:timers/promises";
import { seededRandom } from "@aisolution/client";
import { catalogue, type Operation } from "@aisolution/openapi";
import { httpAnswer, offeredAnswers, type Answer } from "./answer.js";
import { BoundedMap } from "./bounded-map.js";
import { limits } from "./limits.js";
import { stateKey } from "./state-key.js";

/** How the mock makes traffic worse than a local server does. */
export interface TrafficOptions {
  /** Time before each answer. Milliseconds, default: 0. */
  readonly latency?: number;
  /** Random time on top, from 0 to this. Milliseconds, default: 0. */
  readonly jitter?: number;
  /** Share of the calls that fail, from 0 to 1. Default: 0. */
  readonly failRate?: number;
  /** Calls that a token may make in a second; more get HTTP 429. Default: no limit. */
  readonly rateLimit?: number;
  /** The same seed gives the same failures, times and ids. Default: 1. */
  readonly seed?: number;
}

export interface Traffic {
  /** Waits as long as the answer takes. */
  delay(signal: AbortSignal): Promise<void>;
  /** The answer to a call that comes too early or fails by chance; undefined for the others. */
  failure(operation: Operation, token: string): Answer | undefined;
  reset(): void;
}

export function createTraffic({
  latency = 0,
  jitter = 0,
  failRate = 0,
  rateLimit = Infinity,
  seed = 1,
}: TrafficOptions): Traffic {
  let random = seededRandom(seed);
  /** When the calls of the last second came, by token. Beyond the limit, the token that called longest ago goes. */
  const calls = new BoundedMap<string, number[]>(limits.rateLimitedTokens);

  return {
    async delay(signal) {
      const time = latency + (jitter === 0 ? 0 : random() * jitter);
      if (time > 0) await wait(time, undefined, { signal });
    },
    failure(operation, token) {
      if (rateLimit !== Infinity) {
        const now = performance.now();
        const key = stateKey(token);
        const recent = (calls.get(key) ?? []).filter((time) => now - time < 1000);
        calls.set(key, recent);
        if (recent.length >= rateLimit) {
          const code = codeOf("rate-limit");
          return httpAnswer(code, "fault");
        }
        recent.push(now);
      }
      if (failRate === 0 || random() >= failRate) return undefined;
      const failures = passingFailures(operation);
      return failures[Math.floor(random() * failures.length)]?.make("fault");
    },
    reset() {
      random = seededRandom(seed);
      calls.clear();
    },
  };
}

/** Answers after which the same call can succeed, or may have been done: those that a client has to live with. */
function passingFailures(operation: Operation) {
  const keys = [...operation.outcomes, ...catalogue.httpErrors]
    .filter(
      ({ failure, retry }) => failure !== undefined && (retry === "backoff" || retry === "ask"),
    )
    .map(({ key }) => key);
  return offeredAnswers(operation).filter(({ key }) => keys.includes(key));
}

function codeOf(wanted: string): number {
  const error = catalogue.httpErrors.find(({ failure }) => failure === wanted);
  if (error === undefined) throw new Error(`The contract has no HTTP error for ${wanted}.`);
  return error.code;
}
