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
  const waiting = new Set<() => void>();
  let nextStart = 0;

  function release(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else {
      waiting.delete(next);
      next();
    }
  }

  async function queue(signal: AbortSignal | undefined): Promise<void> {
    let go = release;
    const turn = new Promise<void>((resolve) => {
      go = resolve;
    });
    waiting.add(go);
    try {
      await untilAborted(signal, turn);
    } catch (error) {
      // The slot may have come together with the abort: then it is passed on.
      if (!waiting.delete(go)) release();
      throw error;
    }
  }

  return async (signal) => {
    signal?.throwIfAborted();
    if (free > 0) free -= 1;
    else await queue(signal);
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
