import { AisolutionError } from "./aisolution-error.js";

/**
 * The picture is not acceptable: another format, or too many bytes. With `attempts: 0` this client found
 * it, and nothing was sent.
 */
export class ImageError<
  Status extends string = string,
  Image extends string = string,
> extends AisolutionError {
  override readonly name = "ImageError";
  declare readonly status: Status;
  declare readonly image: Image | undefined;
}
