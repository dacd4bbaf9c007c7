import { AisolutionError } from "./aisolution-error.js";

/** The arguments of the call are wrong. Nothing was sent. */
export class InputError extends AisolutionError {
  override readonly name = "InputError";
  declare readonly status: undefined;
}
