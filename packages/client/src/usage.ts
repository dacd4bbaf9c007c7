import type { Billing } from "./errors/aisolution-error.js";

/** What was done, and what it cost. Billing is counted by request, as the contract has it for each answer. */
export interface UsageCount {
  /** Calls of a method. */
  calls: number;
  /** Requests after the first one of a call. */
  retries: number;
  /** Answers that the service charges. */
  charge: number;
  /** Answers that are free, and requests that never left. */
  free: number;
  /** Requests whose cost nobody can tell from here, as after a timeout. */
  unknown: number;
}

/** What a client did so far. */
export interface Usage extends UsageCount {
  /** The same for each operation that was called, by operationId. */
  operations: Record<string, UsageCount>;
}

/** Counts what a client does. */
export interface UsageMeter {
  readonly count: (operationId: string, what: Billing | "calls" | "retries") => void;
  /** A copy of all counts. */
  readonly read: () => Usage;
}

export function createUsageMeter(): UsageMeter {
  const nothing: UsageCount = { calls: 0, retries: 0, charge: 0, free: 0, unknown: 0 };
  const total: Usage = { ...nothing, operations: {} };
  return {
    count(operationId, what) {
      total[what] += 1;
      (total.operations[operationId] ??= { ...nothing })[what] += 1;
    },
    read: () => structuredClone(total),
  };
}
