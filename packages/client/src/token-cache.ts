import { checkToken } from "./client-options.js";
import { UsageError } from "@aisolution/options";
import type { TokenSource } from "./options.js";

/** Keeps the token of a client. */
export interface TokenCache {
  /**
   * Gives the token. A function is called once, whatever the number of calls that wait.
   *
   * @throws UsageError when the function gives no token; with `cause`, what the function threw
   */
  readonly get: () => Promise<string>;
  /**
   * Forgets a token that the service refused, or one that never came, if it is still the one to give.
   *
   * @param pending what `get` gave
   * @returns whether there is a function that can give another
   */
  readonly forget: (pending: Promise<string> | undefined) => boolean;
}

export function createTokenCache(source: TokenSource): TokenCache {
  const isFunction = typeof source === "function";
  let pendingToken: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const token = isFunction ? await source() : source;
      checkToken(token);
      return token;
    } catch (cause) {
      pendingToken = undefined;
      // What the function threw can hold a secret. A refusal of its token is of this package.
      const reason = cause instanceof UsageError ? ` ${cause.message}` : "";
      throw new UsageError(`The token function failed.${reason}`, { cause });
    }
  }

  return {
    // Not called at once: what it throws must come after `pendingToken` is set.
    get: () => (pendingToken ??= Promise.resolve().then(ask)),
    forget(pending) {
      // Another call may have asked for a new one already.
      if (pending === pendingToken) pendingToken = undefined;
      return isFunction;
    },
  };
}
