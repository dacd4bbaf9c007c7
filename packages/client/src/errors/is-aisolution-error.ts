import { isBranded } from "./aisolution-error.js";
import type { AbortError } from "./abort-error.js";
import type { AuthenticationError } from "./authentication-error.js";
import type { ConnectionError } from "./connection-error.js";
import type { FaceError } from "./face-error.js";
import type { HttpError } from "./http-error.js";
import type { ImageError } from "./image-error.js";
import type { InputError } from "./input-error.js";
import type { InvalidRequestError } from "./invalid-request-error.js";
import type { NotFoundError } from "./not-found-error.js";
import type { RateLimitError } from "./rate-limit-error.js";
import type { RecognitionError } from "./recognition-error.js";
import type { ResponseFormatError } from "./response-format-error.js";
import type { TimeoutError } from "./timeout-error.js";
import type { UnavailableError } from "./unavailable-error.js";
import type { UnknownOutcomeError } from "./unknown-outcome-error.js";

/** Every error that a call can end with. `name` tells them apart. */
export type AnyAisolutionError =
  | AbortError
  | AuthenticationError
  | ConnectionError
  | FaceError
  | HttpError
  | ImageError
  | InputError
  | InvalidRequestError
  | NotFoundError
  | RateLimitError
  | RecognitionError
  | ResponseFormatError
  | TimeoutError
  | UnavailableError
  | UnknownOutcomeError;

/**
 * Whether a value is an error of this package. Unlike `instanceof`, it knows the errors of another copy
 * of the package too.
 *
 * @param name the class to look for; any of them by default
 * @example
 * if (isAisolutionError(error, "ImageError")) console.log(error.image);
 */
export function isAisolutionError(value: unknown): value is AnyAisolutionError;
export function isAisolutionError<Name extends AnyAisolutionError["name"]>(
  value: unknown,
  name: Name,
): value is Extract<AnyAisolutionError, { name: Name }>;
export function isAisolutionError(value: unknown, name?: string): boolean {
  return isBranded(value) && (name === undefined || Reflect.get(Object(value), "name") === name);
}
