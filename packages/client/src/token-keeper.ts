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
    // Not called at once: what it throws must come after `asked` is set.
    const token = await Promise.resolve()
      .then(typeof source === "string" ? () => source : source)
      .catch((cause: unknown) => {
        throw new TypeError("The token function failed.", { cause });
      });
    checkToken(token);
    known = token;
    return token;
  }

  return {
    get: () =>
      (asked ??= ask().catch((error: unknown) => {
        asked = undefined;
        throw error;
      })),
    refuse(token) {
      // Another call may have a new one already, or wait for it.
      if (token === known) asked = known = undefined;
      return typeof source !== "string";
    },
  };
}
