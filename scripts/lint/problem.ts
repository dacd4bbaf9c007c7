import type { SourceLocation } from "../lib/source-location.js";

/** A problem of the contract. */
export interface Problem extends SourceLocation {
  readonly severity: "error" | "warning";
  readonly rule: string;
  readonly message: string;
}

/** A problem as a linter reports it. */
export interface FoundProblem extends Problem {
  /** Keys that lead to the place in its file. */
  readonly pointer: readonly (string | number)[];
}
