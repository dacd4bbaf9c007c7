import { sleep, untilAborted } from "./wait.js";

/**
 * Waits for a slot.
 *
 * @returns a function that gives the slot back
 * @throws the signal's reason when it aborts first
 */
export type TakeSlot = (signal: AbortSignal | undefined) => Promise<() => void>;

/** Lets so many requests go at once, and so many milliseconds apart. The first to come goes first. */
export function createSlots(free = Infinity, minInterval = 0): TakeSlot {
  /** Those who wait. Each says whether it takes the slot. */
  const waiting: (() => boolean)[] = [];
  let nextStart = 0;

  function release(): void {
    for (let next = waiting.shift(); next; next = waiting.shift()) if (next()) return;
    free += 1;
  }

  return async (signal) => {
    signal?.throwIfAborted();
    if (free > 0) free -= 1;
    else {
      const turn = new Promise<void>((resolve) => {
        waiting.push(() => {
          resolve();
          return !signal?.aborted;
        });
      });
      await untilAborted(signal, turn);
    }
    const now = performance.now();
    const start = Math.max(now, nextStart);
    nextStart = start + minInterval;
    try {
      if (start > now) await sleep(start - now, signal);
    } catch (error) {
      release();
      throw error;
    }
    return release;
  };
}
