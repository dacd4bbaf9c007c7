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

/** Puts the options of a call before those of its client, and both before the defaults. */
export function retryPolicy(
  ...options: readonly (RetryOptions | false | undefined)[]
): RetryPolicy {
  return options.reduce<RetryPolicy>(
    (policy, next) => (next === false ? { ...policy, limit: 0 } : { ...policy, ...next }),
    defaults,
  );
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
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
