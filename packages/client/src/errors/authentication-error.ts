import { AisolutionError } from "./aisolution-error.js";

/** The service refused the token. */
export class AuthenticationError extends AisolutionError {
  override readonly name = "AuthenticationError";
  declare readonly status: undefined;
  declare readonly httpStatus: number;
}
