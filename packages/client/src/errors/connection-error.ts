import { AisolutionError } from "./aisolution-error.js";

/**
 * No answer came: the connection was refused, reset or cut. With `billing: "free"` it is certain that
 * nothing was sent. The message names the fault as the runtime does, as in `ECONNREFUSED`.
 */
export class ConnectionError extends AisolutionError {
  override readonly name = "ConnectionError";
  declare readonly status: undefined;
}
