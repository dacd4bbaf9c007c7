import { ImageInputError } from "./image-input-error.js";
import { readImage, type ImageInput, type ImageLimits } from "./read-image.js";

/**
 * Makes the picture of a form field into base64.
 *
 * @throws ImageInputError that names the field, when the service would refuse the picture
 */
export async function encodeImage(
  field: string,
  input: ImageInput,
  limits: ImageLimits,
): Promise<string> {
  try {
    return (await readImage(input, limits)).base64;
  } catch (error) {
    throw error instanceof ImageInputError ? error.about(field) : error;
  }
}
