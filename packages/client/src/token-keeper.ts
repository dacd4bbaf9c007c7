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
   * Forgets a token that the service refused.
   *
   * @returns whether there is a function to ask for another
   */
  readonly refuse: (token: string) => boolean;
}

export function keepToken(source: TokenSource): TokenKeeper {
  let asked: Promise<string> | undefined;
  let known: string | undefined;

  async function ask(): Promise<string> {
    try {
      const token = typeof source === "string" ? source : await source();
      checkToken(token);
      known = token;
      return token;
    } catch (error) {
      asked = undefined;
      throw error instanceof TypeError && error.cause === undefined
        ? error
        : new TypeError("The token function failed.", { cause: error });
    }
  }

  return {
    get: () => (asked ??= ask()),
    refuse(token) {
      // Another call may have a new one already.
      if (token === known) asked = undefined;
      return typeof source !== "string";
    },
  };
}
