/** Longer timers go off at once. It is 24 days, in milliseconds. */
export const longestTimer = 2 ** 31 - 1;

/** What to do when a signal aborts. A signal has one listener: Node warns of a leak at the eleventh. */
const stops = new WeakMap<AbortSignal, Set<() => void>>();

function stopAll(this: AbortSignal): void {
  for (const stop of stops.get(this) ?? []) stop();
}

/**
 * Calls a function when a signal aborts, or at once when it has aborted.
 *
 * @returns a function that takes that back
 */
export function onAbort(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (!signal) return () => undefined;
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
 * Starts something, and waits for it until something else stops the wait.
 *
 * @param arm is given the function that stops the wait, and returns one that takes that back
 * @throws what the wait is stopped with, or what the promise rejects with
 */
export async function untilStopped<Value>(
  arm: (stop: (reason: unknown) => void) => () => void,
  start: () => Promise<Value>,
): Promise<Value> {
  let disarm = (): void => undefined;
  try {
    return await new Promise<Value>((resolve, reject) => {
      disarm = arm(reject);
      start().then(resolve, reject);
    });
  } finally {
    disarm();
  }
}

/**
 * Ends a wait when the signal aborts.
 *
 * @throws the signal's reason, or what the promise rejects with
 */
export async function untilAborted<Value>(
  signal: AbortSignal | undefined,
  promise: Promise<Value>,
): Promise<Value> {
  if (!signal) return promise;
  const arm = (stop: (reason: unknown) => void) =>
    onAbort(signal, () => {
      stop(signal.reason);
    });
  return untilStopped(arm, () => promise);
}

/** Waits, in milliseconds, or until the signal aborts. */
export async function sleep(delay: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await untilAborted(
      signal,
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.min(delay, longestTimer));
      }),
    );
  } finally {
    clearTimeout(timer);
  }
}
