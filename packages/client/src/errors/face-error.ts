import { AisolutionError } from "./aisolution-error.js";

/** No face, or not the number of faces that is needed. `image` says on which picture, where it is known. */
export class FaceError<
  Status extends string = string,
  Image extends string = string,
> extends AisolutionError {
  override readonly name = "FaceError";
  declare readonly status: Status;
  declare readonly image: Image | undefined;
}
