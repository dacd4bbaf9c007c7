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
  readonly problem: ImageProblem;
  /** What is wrong and what is accepted, as the rest of a sentence about the picture. */
  readonly text: string;
  /** Field of the form that holds the picture, as in `img2`, where it is known. */
  readonly field: string;

  constructor(problem: ImageProblem, text: string, field = "The picture") {
    super(`${field} ${text}`);
    this.problem = problem;
    this.text = text;
    this.field = field;
  }
}
