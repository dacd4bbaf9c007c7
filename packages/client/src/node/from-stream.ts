import { UsageError } from "@aisolution/options";
import { ImageInputError } from "../image/image-input-error.js";
import { toBytes } from "../platform.js";
import { isByteSource, openSource } from "../read-stream.js";
import { maxBytesOf, tooLarge, type ReadOptions } from "./read-options.js";

/** A Node stream, a web stream such as the body of `fetch`, or any other source of chunks. */
export type ByteStream = AsyncIterable<unknown> | ReadableStream<unknown>;

/**
 * Gives the image in a stream of buffers, in object mode too. The stream is read when the image is needed, up to the
 * limit. It is destroyed (a web stream: cancelled) as soon as the image is refused or the call ends early.
 *
 * A stream can be read once, so the image can be used once.
 *
 * @returns an image for any form. Its reader throws an `ImageInputError` when a chunk does not consist of bytes, when the
 *   limit is passed (`size`) and when it is read again; an error of the stream is passed on as it is.
 * @throws TypeError when `stream` is not a stream, or for an option that cannot be used
 *
 * @example
 * const { data } = await client.identityCard.recognizeGermanIdCard({ img: fromStream(process.stdin) });
 */
export function fromStream(
  stream: ByteStream,
  options: ReadOptions = {},
): AsyncIterable<Uint8Array> {
  if (!isByteSource(stream)) {
    throw new UsageError("stream must be a Node stream or a web stream of bytes.");
  }
  const maxBytes = maxBytesOf(options);
  keepError(stream);
  let isRead = false;
  return {
    [Symbol.asyncIterator]() {
      if (isRead) return refusingIterator;
      isRead = true;
      return createIterator(stream, maxBytes);
    },
  };
}

/**
 * An iterator of its own and not a generator: the `return` of a generator waits for its pending step, and a stream that
 * stalls would never be ended.
 */
function createIterator(stream: ByteStream, maxBytes: number): AsyncIterator<Uint8Array> {
  const source = openSource(stream);
  let length = 0;

  function accept(value: unknown): Uint8Array {
    const chunk = toBytes(value);
    if (!chunk) throw notBytes(value);
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    return chunk;
  }

  return {
    async next() {
      const { done, value } = await source.next();
      if (done === true) return { done, value: undefined };
      try {
        return { done: false, value: accept(value) };
      } catch (error) {
        source.cancel();
        throw error;
      }
    },
    return() {
      source.cancel();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}

const refusingIterator: AsyncIterator<Uint8Array> = {
  next: () =>
    Promise.reject(
      new ImageInputError(
        "input",
        "is a stream that was read already. Give a new stream, or use fromFile.",
      ),
    ),
};

function notBytes(chunk: unknown): ImageInputError {
  return new ImageInputError(
    "input",
    typeof chunk === "string"
      ? "must not be a stream of strings. Give a stream of bytes, without an encoding."
      : "must be a stream of bytes, and gave something else.",
  );
}

/** A stream that fails before it is read would end the process; its reader gets the error later. */
function keepError(stream: ByteStream): void {
  if (isEmitter(stream)) stream.on("error", () => undefined);
}

function isEmitter(
  stream: object,
): stream is { on(event: "error", listener: () => void): unknown } {
  return typeof Reflect.get(stream, "on") === "function";
}
