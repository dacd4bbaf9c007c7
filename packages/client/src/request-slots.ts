import type { ClientOptions } from "./options.js";
import { sleep, TimeIsUp, waitFor } from "./wait.js";

/**
 * Waits for a slot.
 *
 * @param time how long, in milliseconds
 * @returns a function that gives the slot back
 * @throws the signal's reason when it aborts first; TimeIsUp
 */
export type AcquireSlot = (
  signal: AbortSignal | undefined,
  time: number,
) => Promise<() => void> | (() => void);

/** Lets so many requests go at once, and so many milliseconds apart. The first to come goes first. */
export function createSlots({
  concurrency: free = Infinity,
  minInterval = 0,
}: Pick<ClientOptions, "concurrency" | "minInterval">): AcquireSlot {
  /** The turns of those who wait. */
  const waiting: (() => void)[] = [];
  let nextStart = 0;

  function release(): void {
    free += 1;
    waiting.shift()?.();
  }

  async function wait(signal: AbortSignal | undefined, time: number): Promise<() => void> {
    const end = performance.now() + time;
    free -= 1;
    const turn = new Promise<void>((resolve) => {
      if (free >= 0) resolve();
      else waiting.push(resolve);
    });
    try {
      await waitFor(turn, signal, time === Infinity ? undefined : time);
      const now = performance.now();
      const start = Math.max(now, nextStart);
      if (start > end) throw new TimeIsUp();
      nextStart = start + minInterval;
      if (start > now) await sleep(start - now, signal);
    } catch (error) {
      // It may be in the queue still. Its slot goes to the next one when its turn comes.
      void turn.then(release);
      throw error;
    }
    return release;
  }

  return (signal, time) => {
    signal?.throwIfAborted();
    return free < Infinity || minInterval ? wait(signal, time) : release;
  };
}
