import { UsageError } from "@aisolution/options";
import type { ErrorFacts } from "./errors/aisolution-error.js";
import { InputError } from "./errors/input-error.js";

/**
 * The error of arguments that cannot be used.
 *
 * @param fault a UsageError, whose text is of this package; any other is of the caller's, as of a getter, and its text
 *   can hold anything
 */
export function argumentError(fault: unknown, facts: ErrorFacts): InputError {
  return fault instanceof UsageError
    ? new InputError(fault.message, { ...facts, source: fault.cause })
    : new InputError("The arguments could not be read", { ...facts, source: fault });
}
