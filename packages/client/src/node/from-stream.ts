import { EventEmitter } from "node:events";
import { ImageInputError } from "../image/image-input-error.js";
import { maxBytesOf, tooLarge, type ReadOptions } from "./read-options.js";

/** A Node stream, a web stream such as the body of `fetch`, or any other source of chunks. */
export type ByteStream = AsyncIterable<unknown> | ReadableStream<Uint8Array>;

/**
 * Gives the picture in a stream of buffers, in object mode too. The stream is read when the picture is
 * needed, up to the limit. It is destroyed (a web stream: cancelled) as soon as the picture is refused.
 *
 * A stream can be read once, so the picture can be used once.
 *
 * @returns a picture for any form. Its reader throws an `ImageInputError` when a chunk is no bytes, when the
 *   limit is passed (`size`) and when it is read again; an error of the stream is passed on as it is.
 * @throws TypeError when `stream` is no stream, or `maxBytes` no positive whole number
 *
 * @example
 * const { data } = await client.identityCard.recognizeGermanIdCard({ img: fromStream(process.stdin) });
 */
export function fromStream(
  stream: ByteStream,
  options: ReadOptions = {},
): AsyncIterable<Uint8Array> {
  if (!isIterable(stream)) {
    throw new TypeError("The stream is none. Give a Node stream or a web stream of bytes.");
  }
  const maxBytes = maxBytesOf(options);
  keepError(stream);
  let isRead = false;
  return {
    [Symbol.asyncIterator]: () => {
      const again = isRead;
      isRead = true;
      return readStream(stream, maxBytes, again);
    },
  };
}

/** To leave the loop, by return or by an error, destroys or cancels the stream. */
async function* readStream(
  stream: AsyncIterable<unknown>,
  maxBytes: number,
  again: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (again) {
    throw new ImageInputError(
      "input",
      "is a stream that was read already. Give a new stream, or use fromFile.",
    );
  }
  let length = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) {
      throw new ImageInputError(
        "input",
        typeof chunk === "string"
          ? "is a stream of texts. Give a stream of bytes, without an encoding."
          : "is a stream of something else than bytes. Give a stream of bytes.",
      );
    }
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

/** A stream that fails before it is read would end the process; its reader gets the error later. */
function keepError(stream: AsyncIterable<unknown>): void {
  if (stream instanceof EventEmitter) stream.on("error", () => undefined);
}

/** Node's web streams can be iterated over; the types of the DOM do not know it. */
function isIterable(stream: unknown): stream is AsyncIterable<unknown> {
  return typeof stream === "object" && stream !== null && Symbol.asyncIterator in stream;
}
