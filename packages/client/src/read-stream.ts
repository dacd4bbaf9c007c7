import { refuseInput } from "./image/image-input-error.js";
import { typeOf } from "./type-of.js";

/**
 * Reads a stream of bytes to its end, or until it is longer than a limit.
 *
 * @returns undefined where it is longer; the rest is not read
 * @throws ImageInputError when it gives something else than bytes
 */
export async function readStream(
  stream: AsyncIterable<unknown> | ReadableStream<unknown>,
  maxBytes: number,
): Promise<Blob | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // Not every browser can iterate over a stream by itself.
  for await (const part of stream instanceof ReadableStream ? chunksOf(stream) : stream) {
    if (!(part instanceof Uint8Array)) refuseInput(`a stream of type ${typeOf(part)}`);
    size += part.length;
    if (size > maxBytes) return undefined;
    // A source may use its buffer again.
    parts.push(new Uint8Array(part));
  }
  return new Blob(parts);
}

async function* chunksOf(stream: ReadableStream<unknown>): AsyncGenerator {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Tells the source of a stream that is not read to its end.
    await reader.cancel();
  }
}
