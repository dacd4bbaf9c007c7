import { AisolutionError } from "./aisolution-error.js";

/** Any other answer outside HTTP 200. */
export class HttpError extends AisolutionError {
  override readonly name = "HttpError";
  declare readonly status: undefined;
  declare readonly httpStatus: number;
}
