import { isAsyncIterable, isDestroyable, isWebStream, toBytes } from "./platform.js";

/** What can be read as a stream. */
export type ByteSource = AsyncIterable<unknown> | ReadableStream<unknown>;

export function isByteSource(value: unknown): value is ByteSource {
  return isWebStream(value) || isAsyncIterable(value);
}

/** A chunk that does not consist of bytes. */
export class ChunkError extends TypeError {
  constructor(readonly chunk: unknown) {
    super("A stream gave something other than bytes.");
  }
}

/**
 * Reads a stream of bytes to its end, or until it is longer than a limit.
 *
 * A source whose bytes are not wanted any more is told to stop, and nobody waits until it has.
 *
 * @param signal tells the source to stop; what is pending then may stay so
 * @returns undefined where it is longer; the rest is not read
 * @throws ChunkError when it gives something other than bytes; what the source throws
 */
export async function readStream(
  source: ByteSource,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const { next, cancel } = openSource(source);
  signal?.addEventListener("abort", cancel);
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isDone = false;
  try {
    while (size <= maxBytes) {
      const { done, value } = await next();
      // A source that was told to stop ends as if it were whole.
      signal?.throwIfAborted();
      isDone = done === true;
      if (isDone) return concatenate(chunks, size);
      const chunk = toBytes(value);
      if (!chunk) throw new ChunkError(value);
      size += chunk.length;
      // A copy: a source may use its buffer again.
      chunks.push(chunk.slice());
    }
    return undefined;
  } finally {
    signal?.removeEventListener("abort", cancel);
    if (!isDone) cancel();
  }
}

/** Ends a stream that will not be read. Any other value, and a stream that somebody reads, is left alone. */
export function cancelSource(source: unknown): void {
  ignoreFault(() => {
    const isTaken = isWebStream(source) && source.locked;
    if (!isTaken && isByteSource(source)) openSource(source).cancel();
  });
}

/** A source that is being read. */
export interface OpenSource {
  readonly next: () => Promise<{ readonly done?: boolean | undefined; readonly value?: unknown }>;
  readonly cancel: () => void;
}

/** Starts to read. `cancel` ends the source at once, whatever it waits for. */
export function openSource(source: ByteSource): OpenSource {
  // Not every browser can iterate over a web stream by itself.
  if (isWebStream(source)) {
    const reader = source.getReader();
    return {
      next: () => reader.read(),
      cancel: () => {
        ignoreFault(() => reader.cancel());
      },
    };
  }
  const iterator = source[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    cancel: () => {
      // The iterator of a Node stream ends it only when the pending step is over.
      if (isDestroyable(source)) ignoreFault(() => source.destroy());
      ignoreFault(() => iterator.return?.());
    },
  };
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}

/** Runs a clean-up. Nobody wants its result, so nobody has to know what went wrong in it. */
function ignoreFault(cleanUp: () => unknown): void {
  try {
    Promise.resolve(cleanUp()).catch(() => undefined);
  } catch {
    // See above.
  }
}
