import { AisolutionError } from "./aisolution-error.js";

/** The caller's signal ended the call. With `billing: "unknown"` a request was under way. */
export class AbortError extends AisolutionError {
  override readonly name = "AbortError";
  declare readonly status: undefined;
}
