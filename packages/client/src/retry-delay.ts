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

/**
 * Reads `Retry-After` in both its forms, seconds and a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds from now; undefined where there is no such header, or an unreadable one
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? "";
  // Date.parse makes a year of almost anything, as of "-1" and of "in 5".
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : text.endsWith(" GMT")
      ? Math.max(0, Date.parse(text) - Date.now())
      : NaN;
  return wait >= 0 ? wait : undefined;
}
