import { defined } from "./fields-of.js";
import type { RetryOptions } from "./options.js";

/** When a call is sent again, with nothing left open. */
export type RetryPolicy = Required<RetryOptions>;

/** Puts options before the defaults, the last ones first. */
export function retryPolicy(
  ...options: readonly (RetryOptions | false | undefined)[]
): RetryPolicy {
  let policy: RetryPolicy = {
    limit: 2,
    baseDelay: 500,
    maxDelay: 8_000,
    maxRetryAfter: 60_000,
    uncertain: false,
    random: Math.random,
  };
  for (const retry of options) {
    policy = { ...policy, ...defined(retry === false ? { limit: 0 } : retry) };
  }
  return policy;
}

/** A random time up to a bound that doubles with each attempt ("full jitter"), in milliseconds. */
export function backoffDelay(
  attempt: number,
  { baseDelay, maxDelay, random }: RetryPolicy,
): number {
  return random() * Math.min(maxDelay, baseDelay * 2 ** (attempt - 1));
}

/**
 * Reads `Retry-After` in both its forms, seconds and a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds from now; undefined where there is no such header, or an unreadable one
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse makes a year of almost anything, as of "-1" and of "in 5".
  const date = /^\w+, .+ GMT$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
