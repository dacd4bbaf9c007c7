import type { ClientOptions } from "./options.js";
import { sleep, waitFor } from "./wait.js";

/**
 * Waits for a slot.
 *
 * @returns a function that gives the slot back
 * @throws the signal's reason when it aborts first
 */
export type TakeSlot = (signal: AbortSignal | undefined) => Promise<() => void> | (() => void);

/** Lets so many requests go at once, and so many milliseconds apart. The first to come goes first. */
export function createSlots({
  concurrency: free = Infinity,
  minInterval = 0,
}: Pick<ClientOptions, "concurrency" | "minInterval">): TakeSlot {
  /** The turns of those who wait. */
  const waiting: (() => void)[] = [];
  let nextStart = 0;

  function release(): void {
    free += 1;
    waiting.shift()?.();
  }

  async function wait(signal: AbortSignal | undefined): Promise<() => void> {
    free -= 1;
    const turn = new Promise<void>((resolve) => {
      if (free >= 0) resolve();
      else waiting.push(resolve);
    });
    try {
      await waitFor(turn, signal);
      const now = performance.now();
      const start = Math.max(now, nextStart);
      nextStart = start + minInterval;
      if (start > now) await sleep(start - now, signal);
    } catch (error) {
      // It may be in the queue still. Its slot goes to the next one when its turn comes.
      void turn.then(release);
      throw error;
    }
    return release;
  }

  return (signal) => {
    signal?.throwIfAborted();
    return free < Infinity || minInterval ? wait(signal) : release;
  };
}
