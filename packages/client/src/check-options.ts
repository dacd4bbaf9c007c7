import { tokenPlaces } from "./generated/definitions.js";
import type { ClientOptions, SharedOptions } from "./options.js";

/** An address without a password, a query and a fragment. */
const address = /^https?:\/\/[^\s?#@]+$/i;

/** The same with https, or on this machine: what goes there cannot be read on the way. */
const safeAddress =
  /^(https:\/\/|http:\/\/(([^/:]+\.)?localhost|127(\.\d+){3}|\[::1\])(?![^/:]))[^\s?#@]*$/i;

/**
 * Says what is wrong with the options of a client before anything is sent.
 *
 * @throws TypeError that never holds a value
 */
export function checkClientOptions(options: unknown): asserts options is ClientOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("Give createClient at least { token }.");
  }
  const given: Partial<Record<keyof ClientOptions, unknown>> = options;
  if (typeof given.token !== "function") checkToken(given.token);
  const { tokenIn = "query", baseUrl } = given;
  if (!Object.keys(tokenPlaces).some((place) => place === tokenIn)) {
    throw new TypeError(`tokenIn is none of ${Object.keys(tokenPlaces).join(", ")}.`);
  }
  const accepted = given.allowInsecure === true ? address : safeAddress;
  if (baseUrl !== undefined && !(accepted.test(String(baseUrl)) && URL.canParse(String(baseUrl)))) {
    throw new TypeError(
      "baseUrl is no https address without a query. For http on another machine, set allowInsecure.",
    );
  }
  checkNumber("concurrency", given.concurrency, 1);
  checkNumber("minInterval", given.minInterval);
  checkSharedOptions(options);
}

/** @throws TypeError that names the option */
export function checkSharedOptions({ timeout, retry }: SharedOptions): void {
  checkNumber("timeout", timeout, 1);
  if (!retry) return;
  for (const name of ["limit", "baseDelay", "maxDelay", "maxRetryAfter"] as const) {
    checkNumber(name, retry[name]);
  }
}

function checkNumber(name: string, value: unknown, least = 0): void {
  if (value === undefined || (typeof value === "number" && value >= least)) return;
  throw new TypeError(`${name} is no number from ${String(least)} up.`);
}

/**
 * @param token a value that should be a token
 * @throws TypeError that does not hold it
 */
export function checkToken(token: unknown): asserts token is string {
  // RFC 9110, section 5.5, less white space: `fetch` would quote the token in its own error.
  if (typeof token !== "string" || !/^[\x21-\x7E]+$/.test(token)) {
    throw new TypeError(
      "The token is missing or empty, or has a space or another character that no token has.",
    );
  }
}
