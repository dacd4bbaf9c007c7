import { AisolutionError } from "./aisolution-error.js";

/** Too many calls. `retryAfter` says how long to wait, where the service does. */
export class RateLimitError extends AisolutionError {
  override readonly name = "RateLimitError";
  declare readonly status: undefined;
  declare readonly httpStatus: number;
}
