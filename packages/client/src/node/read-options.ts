import { imageLimits } from "../generated/image-limits.js";
import { ImageInputError } from "../image/image-input-error.js";

/** Options of `fromFile` and `fromStream`. */
export interface ReadOptions {
  /**
   * Greatest size in bytes. Default: the limit of the service, 2 MB (`x-image` of the contract). Give more for
   * a picture that `fitImage` makes smaller.
   */
  readonly maxBytes?: number;
}

/** @throws TypeError when it is no positive whole number */
export function maxBytesOf({ maxBytes = imageLimits.maxBytes }: ReadOptions): number {
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) {
    throw new TypeError("maxBytes is no positive whole number.");
  }
  return maxBytes;
}

/** The refusal of a picture over the limit. */
export function tooLarge(maxBytes: number): ImageInputError {
  return new ImageInputError(
    "size",
    `has more than ${String(maxBytes)} bytes. Send a smaller picture; for fitImage, give a greater maxBytes.`,
  );
}
