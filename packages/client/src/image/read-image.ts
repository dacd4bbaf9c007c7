import { blobBytes, isBlob, toBytes, typeOf } from "../platform.js";
import { ChunkError, isByteSource, readStream } from "../read-stream.js";
import { imageFormat } from "./image-format.js";
import { ImageInputError, refuseInput } from "./image-input-error.js";
import { readImageText } from "./image-text.js";

/**
 * An image: base64 or a `data:` URL, bytes, a `Blob` or `File`, or a stream of bytes. A Node stream of
 * buffers is one too.
 */
export type ImageInput =
  | string
  | ArrayBufferView
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** An image that the service accepts. */
export interface CheckedImage {
  /** Standard base64 with padding where the input was text, else the bytes. */
  readonly data: string | Uint8Array;
  /** Size in bytes, before base64. */
  readonly size: number;
}

/** What the service accepts; the contract's `x-image`. */
export interface ImageLimits {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
}

/**
 * Reads any kind of image, and refuses what the service would refuse. A stream is read up to the limit only.
 *
 * @param signal tells a stream to stop
 * @throws ImageInputError when the input is not an image, or is one that the limits do not allow
 */
export async function readImage(
  input: unknown,
  { mediaTypes, maxBytes }: ImageLimits,
  signal?: AbortSignal,
): Promise<CheckedImage> {
  const data =
    typeof input === "string"
      ? readImageText(input)
      : (toBytes(input) ?? (await readBytes(input, maxBytes, signal)));
  const isText = typeof data === "string";
  const size = isText ? base64Size(data) : (data?.length ?? Infinity);
  if (data === undefined || size > maxBytes) {
    throw new ImageInputError(
      "size",
      `has more than ${String(maxBytes)} bytes. Send a smaller image.`,
    );
  }
  if (size === 0) refuseInput("is empty");
  const format = imageFormat(data) ?? "in no known format";
  if (!mediaTypes.includes(format)) {
    throw new ImageInputError("format", `is ${format}. Send one of ${mediaTypes.join(", ")}.`);
  }
  return { data, size };
}

function base64Size(base64: string): number {
  return (base64.length / 4) * 3 - (base64.endsWith("==") ? 2 : Number(base64.endsWith("=")));
}

/** @returns undefined where there are too many */
async function readBytes(
  value: unknown,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  if (isBlob(value)) {
    // A large file stays on disk.
    return value.size > maxBytes ? undefined : blobBytes(value);
  }
  if (!isByteSource(value)) {
    return refuseInput(value === undefined ? "is missing" : `must not be of type ${typeOf(value)}`);
  }
  try {
    return await readStream(value, maxBytes, signal);
  } catch (error) {
    if (error instanceof ChunkError) {
      refuseInput(`must not be a stream of type ${typeOf(error.chunk)}`);
    }
    throw error;
  }
}
