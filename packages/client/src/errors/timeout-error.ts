import { AisolutionError } from "./aisolution-error.js";

/**
 * The call did not end within `timeout` or `deadline`. The message says what it waited for. With `billing: "unknown"` it
 * may have been done and charged.
 */
export class TimeoutError extends AisolutionError {
  override readonly name = "TimeoutError";
  declare readonly status: undefined;
}
