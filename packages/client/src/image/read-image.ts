import { concatenate } from "../concatenate.js";
import { describeKind } from "../describe-kind.js";
import { chunksOf } from "../stream-chunks.js";
import { imageFormat, signatureLength } from "./image-format.js";
import { ImageInputError, type ImageProblem } from "./image-input-error.js";

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
  const data = typeof input === "string" ? readText(input) : await readBytes(input);
  if (typeof data !== "string") {
    check(data.length, data);
    return { data, size: data.length };
  }
  const size = Math.floor((data.length * 3) / 4);
  check(size, firstBytes(data));
  return { data: data.padEnd(Math.ceil(data.length / 4) * 4, "="), size };

  function refuse(problem: ImageProblem, text: string): never {
    throw new ImageInputError(problem, text);
  }

  function refuseKind(kind: string): never {
    refuse("input", `is ${kind}. Give base64, bytes, a Blob, or a stream of bytes.`);
  }

  function check(bytes: number, start: Uint8Array): void {
    checkSize(bytes);
    if (bytes === 0) refuse("input", "is empty. Give a picture.");
    const format = imageFormat(start);
    if (format !== undefined && mediaTypes.includes(format)) return;
    refuse("format", `is ${format ?? "in no known format"}. Send one of ${mediaTypes.join(", ")}.`);
  }

  function checkSize(bytes: number): void {
    if (bytes > maxBytes) {
      refuse("size", `has more than ${String(maxBytes)} bytes. Send a smaller picture.`);
    }
  }

  /** @returns base64 without white space and padding */
  function readText(text: string): string {
    // Programs like base64(1) break lines; the line breaks are no part of the data.
    const base64 = text
      .replace(/^data:[^,]*;\s*base64,/i, "")
      .replaceAll(/[\t\n\r ]+/g, "")
      .replace(/={1,2}$/, "");
    if (/^[A-Za-z0-9+/]*$/.test(base64) && base64.length % 4 !== 1) return base64;
    return refuse(
      "input",
      "is neither base64 nor a data: URL with base64. For a file, give its bytes.",
    );
  }

  async function readBytes(value: unknown): Promise<Uint8Array> {
    if (value instanceof Uint8Array) return value;
    if (isArrayBuffer(value)) return new Uint8Array(value);
    if (value instanceof Blob) {
      // Before it is read: a large file stays on disk.
      checkSize(value.size);
      return new Uint8Array(await value.arrayBuffer());
    }
    const chunks = value instanceof ReadableStream ? chunksOf(value) : value;
    if (!isAsyncIterable(chunks)) return refuseKind(describeKind(value));
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      if (!(chunk instanceof Uint8Array)) {
        return refuseKind(`a stream of ${describeKind(chunk)}`);
      }
      length += chunk.length;
      checkSize(length);
      parts.push(chunk);
    }
    return concatenate(parts);
  }
}

/** Decodes just enough base64 for the signature. */
function firstBytes(base64: string): Uint8Array {
  const start = atob(base64.slice(0, (signatureLength / 3) * 4));
  return Uint8Array.from(start, (character) => character.charCodeAt(0));
}

/** Values from another realm (an iframe, a test runner) are no `instanceof`. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
