import { AisolutionError } from "./aisolution-error.js";

/** What the call names does not exist. */
export class NotFoundError<
  Status extends string | undefined = string | undefined,
> extends AisolutionError {
  override readonly name = "NotFoundError";
  declare readonly status: Status;
}
