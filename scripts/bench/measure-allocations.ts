import { PerformanceObserver } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Contestant } from "./contestants.js";
import { median } from "./statistics.js";

/** How often one is tried again when the garbage collector ran in the middle. */
const triesForEach = 3;

/**
 * Measures what one call allocates, on the heap and in buffers outside it: how much more there is after a
 * call than before it, if nothing was collected in between. What the system keeps for sockets is not in it.
 *
 * @param samples how many calls to measure; the median is taken
 * @returns bytes by the name of who was measured; undefined where the collector ran in every call
 * @throws when Node does not let programs collect garbage (`--expose-gc`); the signal's reason when it aborts
 */
export async function measureAllocations(
  contestants: readonly Contestant[],
  image: Uint8Array<ArrayBuffer>,
  samples: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number | undefined>> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("Start Node with --expose-gc.");
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  observer.observe({ entryTypes: ["gc"] });
  const result = new Map<string, number | undefined>();
  try {
    for (const { name, recognize } of contestants) {
      const found: number[] = [];
      for (let tries = samples * triesForEach; tries > 0 && found.length < samples; tries -= 1) {
        signal.throwIfAborted();
        // What the call before left open has an end now.
        await settle();
        // The second waits until the buffers of the first are given back, which another thread does.
        gc();
        gc();
        await settle();
        collections = 0;
        const before = allocated();
        await recognize(image);
        const bytes = allocated() - before;
        await settle();
        if (collections === 0) found.push(bytes);
      }
      result.set(name, found.length === 0 ? undefined : median(found));
    }
  } finally {
    observer.disconnect();
  }
  return result;
}

/** The observer is told of a collection not before the second turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await nextTurn();
}

function allocated(): number {
  // `external` has the buffers in it too, but learns of them late.
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
