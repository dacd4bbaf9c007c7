import { AisolutionError } from "./aisolution-error.js";

/** The service cannot answer now. Nothing was done; try again later. */
export class UnavailableError<
  Status extends string | undefined = string | undefined,
> extends AisolutionError {
  override readonly name = "UnavailableError";
  declare readonly status: Status;
}
