import type { WhatsAppDetailCallback } from "../generated/callback.js";
import type { CallbackProblem } from "./callback-problem.js";
import type { CallbackRepair } from "./callback-repair.js";
import type { DuplicateGuard } from "./duplicate-guard.js";
import type { UnmatchedRequest } from "./unmatched-request.js";

/** What stands in a callback beside its detail. */
export interface CallbackContext {
  /** Parameters that are not documented, such as those of your own callback address. */
  readonly others: URLSearchParams;
  /** Optional parameters that could not be read, and are left out of the detail. Mostly empty. */
  readonly ignored: readonly CallbackProblem[];
  /** What the sender got wrong and was read all the same. Mostly empty. It holds no value, so log it. */
  readonly repaired: readonly CallbackRepair[];
}

/** Options of `createCallbackHandler` and `createNodeCallbackHandler`. */
export interface CallbackHandlerOptions {
  /**
   * Gets each result. The answer waits for its promise: 200 when it is fulfilled, 500 when it is rejected.
   */
  readonly onDetail: (detail: WhatsAppDetailCallback, context: CallbackContext) => unknown;
  /**
   * The whole path of your callback address, as your server gets it. One part of it has at least 16 random
   * characters, as in `/whatsapp/1c9e8f0b2d7a46f3`. Default: every path is taken.
   *
   * Any other path is answered with 404, or passed on where there is a `next`. Slashes at the end, slashes in a row and
   * percent-encoding (except `%2F` and `%25`) make no difference, as a sender or a proxy may add them. Upper and lower
   * case do.
   *
   * If a framework has the handler below a prefix, as in `app.use("/hooks", handler)` of Express, both the whole path and
   * the path below the prefix match. Hono's `mount` hides the prefix: give the path below it.
   */
  readonly secretPath?: string;
  /** Keeps the same callback from being worked on twice. Default: each is worked on. */
  readonly duplicates?: DuplicateGuard;
  /** Gets what `onDetail` or the store of `duplicates` threw, for your log. The answer is 500. */
  readonly onError?: (error: unknown) => unknown;
  /**
   * Called for a request that is not taken as a callback, with the reason and whether a charged result was in it. It
   * is safe to log: nothing of the request itself is in it, no path (which may be almost the secret one), no query and
   * no header. For a request that is passed on to `next`, it is called only if the query reads as a callback. It cannot
   * change the answer: what it throws goes to `onError`.
   */
  readonly onUnmatched?: (request: UnmatchedRequest) => unknown;
  /**
   * Gets what is wrong with a callback that is answered with 400, and its query, so that you can keep it:
   * the result is charged and may not come again. Log the problems; the query is about people.
   */
  readonly onRefused?: (problems: readonly CallbackProblem[], query: URLSearchParams) => unknown;
}
