/**
 * Why a picture was not sent: `input`, it is no picture at all; `format`, the service does not accept its
 * format; `size`, it is over the limit.
 */
export type ImageProblem = "input" | "format" | "size";

/**
 * A picture that the service would refuse. The message never holds a part of the picture.
 *
 * The helpers that make pictures throw it. A call makes an `ImageError` or an `InputError` of it.
 */
export class ImageInputError extends TypeError {
  override readonly name = "ImageInputError";
  declare readonly problem: ImageProblem;
  /** What is wrong and what is accepted, as the rest of a sentence about the picture. */
  declare readonly text: string;
  /** Field of the form that holds the picture, as in `img2`, where it is known. */
  declare readonly field: string;

  constructor(problem: ImageProblem, text: string, field = "The image") {
    super(`${field} ${text}`);
    Object.assign(this, { problem, text, field });
  }
}

/**
 * @param problem as the rest of a sentence about the image
 * @throws ImageInputError for what is not an image at all
 */
export function refuseInput(problem: string): never {
  throw new ImageInputError(
    "input",
    `${problem}. Give base64, a data: URL, bytes, a Blob, or a stream of bytes.`,
  );
}

/** Unlike `instanceof`, it knows the errors of another copy of the package. */
export function isImageInputError(value: unknown): value is ImageInputError {
  return Reflect.get(Object(value), "name") === "ImageInputError" && "problem" in Object(value);
}
