import { readStream } from "../read-stream.js";
import { typeOf } from "../type-of.js";
import { imageFormat } from "./image-format.js";
import { ImageInputError, refuseInput } from "./image-input-error.js";

/**
 * A picture: base64 or a `data:` URL, bytes, a `Blob` or `File`, or a stream of bytes. A Node stream of
 * buffers is one too.
 */
export type ImageInput =
  string | Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A picture that the service accepts. */
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
 * Reads any kind of picture, and refuses what the service would refuse.
 *
 * Base64 is checked and not decoded, apart from its first bytes. A stream is read up to the limit only.
 *
 * @throws ImageInputError when the input is no picture, or is one that the limits do not allow
 */
export async function readImage(
  input: unknown,
  { mediaTypes, maxBytes }: ImageLimits,
): Promise<CheckedImage> {
  const data =
    input instanceof Uint8Array
      ? input
      : typeof input === "string"
        ? readText(input)
        : await readBytes(input, maxBytes);
  const isText = typeof data === "string";
  const size = isText ? Math.floor(data.length * 0.75) : data?.length;
  if (data === undefined || size === undefined || size > maxBytes) {
    throw new ImageInputError(
      "size",
      `has more than ${String(maxBytes)} bytes. Send a smaller picture.`,
    );
  }
  if (size === 0) refuseInput("empty");
  const format = imageFormat(data) ?? "in no known format";
  if (!mediaTypes.includes(format)) {
    throw new ImageInputError("format", `is ${format}. Send one of ${mediaTypes.join(", ")}.`);
  }
  return { data: isText ? data + "=".repeat((4 - (data.length % 4)) % 4) : data, size };
}

/** @returns base64 without white space and padding */
function readText(text: string): string {
  // Programs like base64(1) break lines; the line breaks are no part of the data.
  const base64 = text
    .replace(/^data:[^,]*;\s*base64,/i, "")
    .replaceAll(/[\t\n\r ]+/g, "")
    .replace(/==?$/, "");
  if (!/^[a-z\d+/]*$/i.test(base64) || base64.length % 4 === 1) refuseInput("no base64");
  return base64;
}

/** @returns undefined where there are too many */
async function readBytes(value: unknown, maxBytes: number): Promise<Uint8Array | undefined> {
  if (isArrayBuffer(value)) return new Uint8Array(value);
  const blob =
    value instanceof Blob
      ? value
      : isStream(value)
        ? await readStream(value, maxBytes)
        : refuseInput(`of type ${typeOf(value)}`);
  // A large file stays on disk.
  return blob && blob.size <= maxBytes ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return typeOf(value) === "ArrayBuffer";
}

function isStream(value: unknown): value is AsyncIterable<unknown> | ReadableStream {
  return value instanceof ReadableStream || Symbol.asyncIterator in Object(value);
}
