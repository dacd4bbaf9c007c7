import { checkToken } from "./check-options.js";
import type { TokenSource } from "./options.js";

/** Keeps the token of a client. */
export interface TokenKeeper {
  /**
   * Gives the token. A function is asked once, whatever the number of calls that wait.
   *
   * @throws TypeError when the function gives no token; with `cause`, what the function threw
   */
  readonly get: () => Promise<string>;
  /**
   * Forgets a token that the service refused, if it is still the one to give.
   *
   * @param token what \`get\` gave
   * @returns whether there is a function to ask for another
   */
  readonly refuse: (token: Promise<string>) => boolean;
}

export function keepToken(source: TokenSource): TokenKeeper {
  const isFunction = typeof source === "function";
  let asked: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const token = isFunction ? await source() : source;
      checkToken(token);
      return token;
    } catch (cause) {
      asked = undefined;
      throw new TypeError("The token function failed.", { cause });
    }
  }

  return {
    // Not called at once: what it throws must come after `asked` is set.
    get: () => (asked ??= Promise.resolve().then(ask)),
    refuse(token) {
      // Another call may have asked for a new one already.
      if (token === asked) asked = undefined;
      return isFunction;
    },
  };
}
