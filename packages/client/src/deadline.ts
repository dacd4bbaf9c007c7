/** The time within which a call has to end. */
export interface Deadline {
  /** Milliseconds that are left; 0 at the end, `Infinity` where there is no deadline. */
  readonly remaining: () => number;
  /** The time for one attempt: its own, or what is left of the call's. */
  readonly limit: (timeout?: number) => TimeLimit;
}

/** A limit with the option that sets it. */
export interface TimeLimit {
  /** In milliseconds, from now. */
  readonly time: number;
  readonly option: "timeout" | "deadline";
  /** What the option says, in milliseconds. */
  readonly value: number;
}

export const noLimit: TimeLimit = { time: Infinity, option: "deadline", value: Infinity };

/** How long an attempt may take where no option says so. Milliseconds. */
const defaultTimeout = 60_000;

/** Starts the clock of a call. */
export function createDeadline(deadline = Infinity): Deadline {
  const end = performance.now() + deadline;
  const remaining = (): number => Math.max(0, end - performance.now());
  return {
    remaining,
    limit(timeout = defaultTimeout) {
      const rest = remaining();
      return timeout <= rest
        ? { time: timeout, option: "timeout", value: timeout }
        : { time: rest, option: "deadline", value: deadline };
    },
  };
}
