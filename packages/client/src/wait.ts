/** Longer timers go off at once. It is 24 days, in milliseconds. */
export const longestTimer = 2 ** 31 - 1;

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
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      // A reason can be any value; it is passed on as it is.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal.reason);
    };
  });
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
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
