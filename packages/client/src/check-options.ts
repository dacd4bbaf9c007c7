import { fieldsOf } from "./fields-of.js";
import { tokenPlaces } from "./generated/definitions.js";
import type { ClientOptions } from "./options.js";

/** An address to which nobody can listen on the way: with https, or of this machine. */
const safeAddress = /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$))/i;

/**
 * Says what is wrong with the options of a client before anything is sent.
 *
 * @throws TypeError that never holds a value
 */
export function checkClientOptions(options: ClientOptions | undefined): void {
  const given: Partial<Record<keyof ClientOptions, unknown>> = { ...options };
  const { token, tokenIn = "query", baseUrl = "https:", allowInsecure } = given;
  if (typeof token !== "function") checkToken(token);
  if (!Object.keys(tokenPlaces).some((place) => place === tokenIn)) {
    throw new TypeError(`tokenIn is none of ${Object.keys(tokenPlaces).join(", ")}.`);
  }
  const accepted = allowInsecure === true ? /^https?:/i : safeAddress;
  if (typeof baseUrl !== "string" || !accepted.test(baseUrl) || /[?#@\s]/.test(baseUrl)) {
    throw new TypeError(
      "baseUrl is no https address without a query. For http on another machine, set allowInsecure.",
    );
  }
  checkSharedOptions(given);
}

/** @throws TypeError that names the option */
export function checkSharedOptions(options: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of [...fieldsOf(options), ...fieldsOf(options["retry"])]) {
    if (typeof value === "number" && !(value >= (name === "concurrency" ? 1 : 0))) {
      throw new TypeError(`${name} is too small, or no number.`);
    }
  }
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
