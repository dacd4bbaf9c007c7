import { AisolutionError } from "./aisolution-error.js";

/** An envelope with a `status` that the contract does not know. Whether it was charged is unknown. */
export class UnknownOutcomeError extends AisolutionError {
  override readonly name = "UnknownOutcomeError";
  declare readonly status: string;
}
