import type { AnswerRule } from "./definition.js";
import type { RetryOptions } from "./options.js";

/**
 * How long to wait before a call is sent again: what the service asks for, else a random time up to a bound that
 * doubles with each retry ("full jitter").
 *
 * @param retry what the contract says about the answer
 * @param retries how often the call was sent again
 * @param asked what the service asks for, in milliseconds
 * @returns milliseconds; undefined where the call is not sent again
 */
export function retryDelay(
  retry: AnswerRule[3],
  retries: number,
  asked: number | undefined,
  {
    limit = 2,
    baseDelay = 500,
    maxDelay = 8_000,
    maxRetryAfter = 60_000,
    uncertain = false,
    random = Math.random,
  }: RetryOptions,
): number | undefined {
  return (retry === "backoff" || (retry === "ask" && uncertain)) &&
    retries < limit &&
    (asked ?? 0) <= maxRetryAfter
    ? (asked ?? random() * Math.min(maxDelay, baseDelay * 2 ** retries))
    : undefined;
}
