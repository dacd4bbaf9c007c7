import type { WhatsAppDetailCallback } from "../generated/callback.js";
import type { CallbackProblem } from "./callback-problem.js";
import type { DuplicateGuard } from "./duplicate-guard.js";

/** What stands in a callback beside its detail. */
export interface CallbackContext {
  /** Parameters that are not documented, such as those of your own callback address. */
  readonly others: URLSearchParams;
  /** Optional parameters that could not be read, and are left out of the detail. Mostly empty. */
  readonly ignored: readonly CallbackProblem[];
}

/** Options of `createCallbackHandler` and `createNodeCallbackHandler`. */
export interface CallbackHandlerOptions {
  /**
   * Gets each result. The answer waits for its promise: 200 when it is fulfilled, 500 when it is rejected.
   */
  readonly onDetail: (detail: WhatsAppDetailCallback, context: CallbackContext) => unknown;
  /**
   * The whole path of your callback address. One part of it has at least 16 random characters, as in
   * `/whatsapp/1c9e8f0b2d7a46f3`. Any other path is answered with 404. Default: every path is taken.
   */
  readonly secretPath?: string;
  /** Keeps the same callback from being worked on twice. Default: each is worked on. */
  readonly duplicates?: DuplicateGuard;
  /** Gets what `onDetail` or the store of `duplicates` threw, for your log. The answer is 500. */
  readonly onError?: (error: unknown) => unknown;
  /**
   * Gets what is wrong with a callback that is answered with 400, and its query, so that you can keep it:
   * the result is charged and may not come again. Log the problems; the query is about people.
   */
  readonly onRefused?: (problems: readonly CallbackProblem[], query: URLSearchParams) => unknown;
}
