/** What to do when a signal aborts. A signal has one listener: Node warns of a leak at the eleventh. */
const stops = new WeakMap<AbortSignal, Set<() => void>>();

function stopAll(this: AbortSignal): void {
  for (const stop of stops.get(this) ?? []) stop();
}

/** The time that somebody was ready to wait is over. */
export class TimeIsUp extends Error {}

/**
 * Waits for a promise, until a signal aborts or a time is over.
 *
 * @param delay in milliseconds
 * @param controller aborted when the wait ends before the promise
 * @throws the signal's reason, TimeIsUp, or what the promise rejects with
 */
export async function waitFor<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
  delay?: number,
  controller?: AbortController,
): Promise<Value> {
  if (!signal && delay === undefined) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: (() => void) | undefined;
  let all: Set<() => void> | undefined;
  try {
    return await new Promise<Value>((resolve, reject) => {
      stop = () => {
        controller?.abort();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the caller's
        reject(signal?.aborted ? signal.reason : new TimeIsUp());
      };
      // A timer of more than 2 ** 31 milliseconds goes off at once. This is 23 days.
      if (delay !== undefined) timer = setTimeout(stop, Math.min(delay, 2e9));
      if (signal) {
        all = stops.get(signal) ?? new Set();
        stops.set(signal, all.add(stop));
        signal.addEventListener("abort", stopAll);
        if (signal.aborted) stop();
      }
      promise.then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    if (signal && all && stop) {
      all.delete(stop);
      if (all.size === 0) signal.removeEventListener("abort", stopAll);
    }
  }
}

/** Waits, in milliseconds, or until the signal aborts. */
export async function sleep(delay: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await waitFor(new Promise(() => undefined), signal, delay);
  } catch {
    signal?.throwIfAborted();
  }
}
