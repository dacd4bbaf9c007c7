/** What to do when a signal aborts. A signal has one listener: Node warns of a leak at the eleventh. */
const stops = new WeakMap<AbortSignal, Set<() => void>>();

function stopAll(this: AbortSignal): void {
  for (const stop of stops.get(this) ?? []) stop();
}

/**
 * Calls a function when a signal aborts, or at once when it has aborted.
 *
 * @returns a function that takes that back; undefined where there is no signal
 */
function onAbort(signal: AbortSignal | undefined, stop: () => void): (() => void) | undefined {
  if (!signal) return undefined;
  const all = stops.get(signal) ?? new Set();
  stops.set(signal, all.add(stop));
  signal.addEventListener("abort", stopAll);
  if (signal.aborted) stop();
  return () => {
    all.delete(stop);
    if (all.size === 0) signal.removeEventListener("abort", stopAll);
  };
}

/**
 * Waits for a promise, until a signal aborts or a time is over.
 *
 * @param delay in milliseconds
 * @param onStop called when the wait ends before the promise
 * @throws the signal's reason, undefined when the time is over, or what the promise rejects with
 */
export async function waitFor<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
  delay?: number,
  onStop?: () => void,
): Promise<Value> {
  if (!signal && delay === undefined) return promise;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let forget: (() => void) | undefined;
  try {
    return await new Promise<Value>((resolve, reject) => {
      const stop = () => {
        onStop?.();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is the caller's
        reject(signal?.reason);
      };
      // Longer timers go off at once. It is 24 days.
      if (delay !== undefined) timer = setTimeout(stop, Math.min(delay, 2 ** 31 - 1));
      forget = onAbort(signal, stop);
      promise.then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    forget?.();
  }
}

/** Waits, in milliseconds, or until the signal aborts. */
export async function sleep(delay: number, signal: AbortSignal | undefined): Promise<void> {
  await waitFor(new Promise(() => undefined), signal, delay).catch(() => signal?.throwIfAborted());
}
