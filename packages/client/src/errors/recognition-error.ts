import { AisolutionError } from "./aisolution-error.js";

/** The service could not read the document. Another picture can help. */
export class RecognitionError<
  Status extends string | undefined = string | undefined,
> extends AisolutionError {
  override readonly name = "RecognitionError";
  declare readonly status: Status;
}
