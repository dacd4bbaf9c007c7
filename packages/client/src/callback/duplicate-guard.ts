import {
  checkOptions,
  functionOption,
  objectOption,
  positiveInteger,
  type OptionRules,
} from "@aisolution/options";
import { canonicalQuery } from "./canonical-query.js";
import { sha256, toHex } from "./digest.js";
import type { DuplicateStore } from "./duplicate-store.js";
import { createMemoryDuplicateStore } from "./memory-duplicate-store.js";
import { parseWhatsAppDetailCallback } from "./parse-callback.js";

/** Options of `createDuplicateGuard`. */
export interface DuplicateGuardOptions {
  /** How long a callback that was done is remembered, in milliseconds. Default: one hour. */
  readonly windowMs?: number;
  /**
   * How many callbacks are remembered in memory; the oldest are forgotten first. An entry takes about 200
   * bytes. Without effect where there is a `store`. Default: 10,000.
   */
  readonly maxEntries?: number;
  /**
   * How long a callback may be worked on before another process can take it over, in milliseconds. Give
   * more than the longest `onDetail` takes. Default: one minute.
   */
  readonly leaseMs?: number;
  /** A store that several processes share. Default: the memory of this process. */
  readonly store?: DuplicateStore;
  /** The clock of the memory, in milliseconds. Default: `Date.now`. */
  readonly now?: () => number;
}

const guardRules: OptionRules<DuplicateGuardOptions> = {
  windowMs: positiveInteger,
  maxEntries: positiveInteger,
  leaseMs: positiveInteger,
  store: objectOption("a DuplicateStore", "claim", "complete", "release"),
  now: functionOption,
};

/**
 * How a guarded task ended: it was `done` now; it is a `duplicate` of one that was done; or it is `running`
 * in another process, which may still fail.
 */
export type GuardedOutcome = "done" | "duplicate" | "running";

/** Sees to it that the same callback is worked on once. */
export interface DuplicateGuard {
  /**
   * Runs the task, unless one for the same callback was done within the window. While one is running in this
   * process, the next waits for it; if it fails, the next is run.
   *
   * @param query of the callback, in any spelling; one that cannot be read is the same only as itself
   * @throws what the task throws, after the entry is released; and what the store throws before the task
   */
  once(query: URLSearchParams, task: () => Promise<void>): Promise<GuardedOutcome>;
}

/**
 * Makes a guard against duplicates, for `createCallbackHandler`. The key of a callback is the SHA-256 of what is
 * read of it: its detail and your own parameters. So another order, another encoding or a repair makes no other
 * callback, and no telephone number is kept. (Who knows the rest of a query can find the number by trying: protect a
 * shared store like the data.)
 *
 * A callback has no reference to its call. Two lookups of one number with the same result are duplicates
 * within the window; put a reference of your own into each callback address to tell them apart.
 *
 * @throws TypeError for an option that cannot be used
 *
 * @example
 * const duplicates = createDuplicateGuard({ windowMs: 15 * 60_000 });
 * const handler = createCallbackHandler({ onDetail, duplicates });
 */
export function createDuplicateGuard(options: DuplicateGuardOptions = {}): DuplicateGuard {
  checkOptions(guardRules, options);
  const { windowMs = 3_600_000, maxEntries = 10_000, leaseMs = 60_000, now = Date.now } = options;
  const store = options.store ?? createMemoryDuplicateStore(maxEntries, now);
  /** Tasks of this process, by key. They end well: with true when the task was done. */
  const running = new Map<string, Promise<boolean>>();

  async function claimAndRun(key: string, task: () => Promise<void>): Promise<GuardedOutcome> {
    const claim = await store.claim(key, leaseMs);
    if (claim !== "claimed") return claim === "done" ? "duplicate" : "running";
    try {
      await task();
    } catch (error) {
      // The task's own error counts; without a release the entry ends with its lease.
      await store.release(key).catch(() => undefined);
      throw error;
    }
    // What is done is done: to fail now would call for a second try.
    await store.complete(key, windowMs).catch(() => undefined);
    return "done";
  }

  return {
    async once(query, task) {
      const callback = parseWhatsAppDetailCallback(query);
      const spelling = callback.ok ? canonicalQuery(callback) : query;
      const key = toHex(await sha256(spelling.toString()));
      for (let other = running.get(key); other !== undefined; other = running.get(key)) {
        if (await other) return "duplicate";
      }
      const outcome = claimAndRun(key, task);
      const ended = outcome.then(
        (name) => name !== "running",
        () => false,
      );
      running.set(key, ended);
      try {
        return await outcome;
      } finally {
        running.delete(key);
      }
    },
  };
}
