import { AisolutionError } from "./aisolution-error.js";

/** No whole answer came within `timeout`. The call may have been done and charged. */
export class TimeoutError extends AisolutionError {
  override readonly name = "TimeoutError";
  declare readonly status: undefined;
}
