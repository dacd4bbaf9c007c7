import { fieldsOf } from "./fields-of.js";
import { server, tokenPlaces } from "./generated/definitions.js";
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
  const { token, tokenIn = "query", baseUrl = server, allowInsecure } = given;
  if (typeof token !== "function") checkToken(token);
  if (!Object.hasOwn(tokenPlaces, String(tokenIn))) {
    throw new TypeError(`tokenIn is none of ${Object.keys(tokenPlaces).join(", ")}.`);
  }
  const address = String(baseUrl);
  const accepted = allowInsecure === true ? /^https?:/i : safeAddress;
  if (!accepted.test(address) || /[?#@\s]/.test(address)) {
    throw new TypeError(
      "baseUrl is no https address, or has a query. For http, set allowInsecure.",
    );
  }
  checkSharedOptions(given);
}

/** @throws TypeError that names the option */
export function checkSharedOptions(options: { readonly retry?: unknown }): void {
  for (const [name, value] of fieldsOf({ ...options, ...Object(options.retry) })) {
    if (typeof value === "number" && !(value >= Number(name === "concurrency"))) {
      throw new TypeError(`${name} is too small, or no number.`);
    }
  }
}

/**
 * @param token a value that should be a token
 * @throws TypeError that does not hold it
 */
export function checkToken(token: unknown): asserts token is string {
  // RFC 9110, section 5.5, less white space, which is "!" to "~" in ASCII: `fetch` would quote the token in its own error.
  if (typeof token !== "string" || !/^[!-~]+$/.test(token)) {
    throw new TypeError("The token is no text of visible ASCII.");
  }
}
