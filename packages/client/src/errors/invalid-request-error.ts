import { AisolutionError } from "./aisolution-error.js";

/** The service refused a parameter. The same call fails again. */
export class InvalidRequestError<
  Status extends string | undefined = string | undefined,
> extends AisolutionError {
  override readonly name = "InvalidRequestError";
  declare readonly status: Status;
}
