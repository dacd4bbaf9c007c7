import { checkOptions, positiveInteger, type OptionRules } from "@aisolution/options";
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

const readRules: OptionRules<ReadOptions> = { maxBytes: positiveInteger };

/** @throws TypeError for an option that cannot be used */
export function maxBytesOf(options: ReadOptions): number {
  checkOptions(readRules, options);
  return options.maxBytes ?? imageLimits.maxBytes;
}

/** The refusal of a picture over the limit. */
export function tooLarge(maxBytes: number): ImageInputError {
  return new ImageInputError(
    "size",
    `has more than ${String(maxBytes)} bytes. Send a smaller image; for fitImage, give a greater maxBytes.`,
  );
}
