import { toBase64 } from "./base64.js";
import { ImageInputError, type ImageProblem } from "./image-input-error.js";
import { imageFormat, signatureLength, type ImageFormat } from "./image-format.js";

/**
 * A picture: base64 or a `data:` URL, bytes, a `Blob` or `File`, or a stream of bytes. A Node stream of
 * buffers is one too.
 */
export type ImageInput =
  string | Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A picture that is ready to be sent. */
export interface EncodedImage {
  /** Standard base64 with padding. */
  readonly base64: string;
  /** Size in bytes, before base64. */
  readonly bytes: number;
}

/** What the service accepts; the contract's `x-image`. */
export interface ImageLimits {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
}

/**
 * Makes any kind of picture into base64, and refuses what the service would refuse.
 *
 * Base64 is checked and not decoded, apart from its first bytes. A stream is read up to the limit only.
 *
 * @throws ImageInputError when the input is no picture, or is one that the service does not accept
 */
export async function readImage(input: unknown, limits: ImageLimits): Promise<EncodedImage> {
  if (typeof input === "string") return readText(input, limits);
  const bytes = await readBytes(input, limits);
  checkSize(bytes.length, limits);
  checkFormat(bytes, limits);
  return { base64: toBase64(bytes), bytes: bytes.length };
}

function readText(text: string, limits: ImageLimits): EncodedImage {
  const data = /^data:/i.test(text) ? dataUrlPayload(text) : text;
  // Programs like base64(1) break lines; the line breaks are no part of the data.
  const compact = /[\t\n\r ]/.test(data) ? data.replaceAll(/[\t\n\r ]+/g, "") : data;
  if (compact === "") return refuse("input", "is empty. Give a picture.");
  const body = compact.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]+$/.test(body) || body.length % 4 === 1) {
    return refuse(
      "input",
      /^[A-Za-z0-9]*[_-][A-Za-z0-9_-]*$/.test(body)
        ? "is base64url. Give standard base64, with + and /."
        : "is neither base64 nor a data: URL. To send a file, give its bytes, not its path.",
    );
  }
  const bytes = Math.floor((body.length * 3) / 4);
  checkSize(bytes, limits);
  checkFormat(firstBytes(body), limits);
  return { base64: body.padEnd(Math.ceil(body.length / 4) * 4, "="), bytes };
}

function dataUrlPayload(url: string): string {
  const comma = url.indexOf(",");
  if (comma < 0 || !/;\s*base64$/i.test(url.slice(0, comma))) {
    return refuse("input", "is a data: URL without base64. Give data:image/jpeg;base64,…");
  }
  const payload = url.slice(comma + 1);
  return payload.includes("%") ? payload.replaceAll(/%(2B|2F|3D)/gi, unescapeBase64) : payload;
}

function unescapeBase64(escape: string): string {
  return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
}

/** Decodes just enough base64 for the signature. */
function firstBytes(base64: string): Uint8Array {
  const characters = Math.floor(Math.min(base64.length, (signatureLength / 3) * 4) / 4) * 4;
  return Uint8Array.from(atob(base64.slice(0, characters)), (character) => character.charCodeAt(0));
}

async function readBytes(input: unknown, limits: ImageLimits): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input;
  if (isArrayBuffer(input)) return new Uint8Array(input);
  if (isBlob(input)) {
    // Before it is read: a large file stays on disk.
    checkSize(input.size, limits);
    return new Uint8Array(await input.arrayBuffer());
  }
  if (isReadableStream(input)) return readStream(input, limits);
  if (isAsyncIterable(input)) return readChunks(input, limits);
  return refuse(
    "input",
    `is ${kindOf(input)}. Give base64, a data: URL, bytes, a Blob, or a stream of bytes.`,
  );
}

/** Not every browser can iterate over a stream. */
async function readStream(
  stream: ReadableStream<unknown>,
  limits: ImageLimits,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  try {
    return await readChunks(
      {
        [Symbol.asyncIterator]: () => ({
          next: async () => {
            const { done, value } = await reader.read();
            return done ? { done, value: undefined } : { done, value };
          },
        }),
      },
      limits,
    );
  } catch (error) {
    await reader.cancel();
    throw error;
  } finally {
    reader.releaseLock();
  }
}

async function readChunks(
  chunks: AsyncIterable<unknown>,
  limits: ImageLimits,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) {
      return refuse("input", `is a stream of ${kindOf(chunk)}. Give a stream of bytes.`);
    }
    length += chunk.length;
    checkSize(length, limits);
    parts.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function checkSize(bytes: number, { maxBytes }: ImageLimits): void {
  if (bytes > maxBytes) {
    refuse("size", `has more than ${String(maxBytes)} bytes. Send a smaller picture.`);
  }
  if (bytes === 0) refuse("input", "is empty. Give a picture.");
}

function checkFormat(bytes: Uint8Array, { mediaTypes }: ImageLimits): void {
  const format: ImageFormat | undefined = imageFormat(bytes);
  if (format !== undefined && mediaTypes.includes(format.mediaType)) return;
  refuse(
    "format",
    `is ${format === undefined ? "in no known format" : `a ${format.name} file`}. Send one of ${mediaTypes.join(", ")}.`,
  );
}

function refuse(kind: ImageProblem, text: string): never {
  throw new ImageInputError(kind, text);
}

/** Values from another realm (an iframe, a test runner) are no `instanceof`. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

function isBlob(value: unknown): value is Blob {
  return typeof Blob === "function" && value instanceof Blob;
}

function isReadableStream(value: unknown): value is ReadableStream<unknown> {
  return typeof ReadableStream === "function" && value instanceof ReadableStream;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
