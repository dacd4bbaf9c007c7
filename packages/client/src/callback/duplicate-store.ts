/** What a store knows of a callback: it is free and now yours, somebody works on it, or it is done. */
export type DuplicateClaim = "claimed" | "running" | "done";

/**
 * Where a duplicate guard keeps its entries. Write one on a database that all your processes share; `claim`
 * must be atomic there. A key is 64 hexadecimal digits.
 *
 * @example
 * // With a Redis client.
 * const store: DuplicateStore = {
 *   async claim(key, leaseMs) {
 *     if (await redis.set(key, "running", { NX: true, PX: leaseMs })) return "claimed";
 *     return (await redis.get(key)) === "done" ? "done" : "running";
 *   },
 *   async complete(key, windowMs) { await redis.set(key, "done", { PX: windowMs }); },
 *   async release(key) { await redis.del(key); },
 * };
 */
export interface DuplicateStore {
  /** Marks a free key as running, for `leaseMs` milliseconds at most. */
  claim(key: string, leaseMs: number): Promise<DuplicateClaim>;
  /** Marks a key as done, for `windowMs` milliseconds. */
  complete(key: string, windowMs: number): Promise<void>;
  /** Makes a key free again. */
  release(key: string): Promise<void>;
}
