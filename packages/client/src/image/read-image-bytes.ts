import { fromBase64 } from "./from-base64.js";
import { readImage, type ImageLimits } from "./read-image.js";

/**
 * Makes any kind of picture into bytes, with the checks of `readImage`.
 *
 * @throws ImageInputError when the input is no picture, or is one that the limits do not allow
 */
export async function readImageBytes(
  input: unknown,
  limits: ImageLimits,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { data } = await readImage(input, limits, signal);
  return typeof data === "string" ? fromBase64(data) : data;
}
