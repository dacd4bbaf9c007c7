import { AisolutionError } from "./aisolution-error.js";

/** The answer is no envelope: empty, HTML, broken JSON, or far too long. */
export class ResponseFormatError extends AisolutionError {
  override readonly name = "ResponseFormatError";
  declare readonly status: undefined;
}
