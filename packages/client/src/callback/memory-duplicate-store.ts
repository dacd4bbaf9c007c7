import type { DuplicateStore } from "./duplicate-store.js";

interface Entry {
  readonly state: "running" | "done";
  /** Milliseconds by the clock of the store. */
  readonly expires: number;
}

/**
 * Keeps entries in the memory of this process, the newest `maxEntries` of them.
 *
 * @param now the clock, in milliseconds
 */
export function createMemoryDuplicateStore(maxEntries: number, now: () => number): DuplicateStore {
  // In the order in which they were written.
  const entries = new Map<string, Entry>();

  function write(key: string, entry: Entry): void {
    entries.delete(key);
    for (const [oldest] of entries) {
      if (entries.size < maxEntries) break;
      entries.delete(oldest);
    }
    entries.set(key, entry);
  }

  return {
    claim: (key, leaseMs) => {
      const time = now();
      const entry = entries.get(key);
      if (entry !== undefined && entry.expires > time) return Promise.resolve(entry.state);
      write(key, { state: "running", expires: time + leaseMs });
      return Promise.resolve("claimed");
    },
    complete: (key, windowMs) => {
      write(key, { state: "done", expires: now() + windowMs });
      return Promise.resolve();
    },
    release: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
  };
}
