import type { RetryOptions } from "./options.js";

/** When a call is sent again, with nothing left open. */
export type RetryPolicy = Required<RetryOptions>;

const defaults: RetryPolicy = {
  limit: 2,
  baseDelay: 500,
  maxDelay: 8_000,
  maxRetryAfter: 60_000,
  uncertain: false,
  random: Math.random,
};

/** Puts options before those of a client, or before the defaults. */
export function retryPolicy(
  retry: RetryOptions | false | undefined,
  base: RetryPolicy = defaults,
): RetryPolicy {
  const {
    limit = base.limit,
    baseDelay = base.baseDelay,
    maxDelay = base.maxDelay,
    maxRetryAfter = base.maxRetryAfter,
    uncertain = base.uncertain,
    random = base.random,
  } = retry === false ? { limit: 0 } : (retry ?? {});
  return { limit, baseDelay, maxDelay, maxRetryAfter, uncertain, random };
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
  // Date.parse makes a year of almost anything, as of "-1" and of "in 5".
  if (!/^(\d+|\w+, .+ GMT)$/.test(text)) return undefined;
  const delay = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(delay) ? undefined : Math.max(0, delay);
}
