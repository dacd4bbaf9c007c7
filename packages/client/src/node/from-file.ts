import { open, stat, type FileHandle } from "node:fs/promises";
import { UsageError } from "@aisolution/options";
import { ImageInputError } from "../image/image-input-error.js";
import { typeOf } from "../platform.js";
import { maxBytesOf, tooLarge, type ReadOptions } from "./read-options.js";

/** Read at once, in bytes; most images need one turn. */
const chunkBytes = 256 * 1024;
/** The same for a file that has no size yet. */
const smallestChunk = 64 * 1024;

/** What to do, by the code of the system's error. */
const advice: Readonly<Record<string, string>> = {
  EACCES: "The permission is missing.",
  EISDIR: "That is a directory. Give a file.",
  EMFILE: "Too many files are open. Read fewer at once.",
  ENAMETOOLONG: "The name is too long.",
  ENOENT: "There is no such file. Look at the path; it is taken from the working directory.",
  ENOTDIR: "A part of the path is no directory.",
  EPERM: "The permission is missing.",
};

/**
 * Gives the picture in a file. The file is opened when the picture is needed, and again for each time; it is
 * closed in any case. Its size is looked at first: a file over the limit is not read.
 *
 * @param file a path, or a `file:` URL
 * @returns a picture for any form. Its reader throws an `ImageInputError` when there is no such file, when it
 *   may not be read, or when it is a directory or over the limit (`size`); the message has the system's code
 *   and not the path, which can hold a person's name.
 * @throws TypeError when `file` is neither a path nor a URL, or for an option that cannot be used
 *
 * @example
 * const { data } = await client.identityCard.recognizeGermanIdCard({ img: fromFile("scans/card.jpg") });
 */
export function fromFile(file: string | URL, options: ReadOptions = {}): AsyncIterable<Uint8Array> {
  if (typeof file !== "string" && !isUrl(file)) {
    throw new UsageError("file must be a path or a file: URL.");
  }
  const maxBytes = maxBytesOf(options);
  return { [Symbol.asyncIterator]: () => readFile(file, maxBytes) };
}

/** Unlike `instanceof`, it knows the URLs of another realm; Node reads those too. */
function isUrl(value: unknown): value is URL {
  return typeOf(value) === "URL";
}

async function* readFile(
  file: string | URL,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Before it is opened: to open a pipe waits for its writer.
  const { size, ...status } = await attempt(async () => {
    const found = await stat(file);
    return { size: found.size, isDirectory: found.isDirectory(), isFile: found.isFile() };
  });
  if (status.isDirectory) throw unreadable("EISDIR");
  if (!status.isFile) {
    throw new ImageInputError(
      "input",
      "is no regular file. Use fromStream for a pipe or a device.",
    );
  }
  if (size > maxBytes) throw tooLarge(maxBytes);
  const handle = await attempt(() => open(file));
  try {
    // Read to its end whatever its size was: a file can grow, and the size of one in /proc is 0.
    const buffer = Math.min(Math.max(size + 1, smallestChunk), chunkBytes);
    let chunk = await readChunk(handle, buffer);
    while (chunk.length > 0) {
      yield chunk;
      chunk = await readChunk(handle, buffer);
    }
  } finally {
    await handle.close();
  }
}

async function readChunk(handle: FileHandle, size: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(size);
  const { bytesRead } = await attempt(() => handle.read(buffer));
  return buffer.subarray(0, bytesRead);
}

/** The system's own errors hold the path. */
async function attempt<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw unreadable(codeOf(error));
  }
}

function unreadable(code: string): ImageInputError {
  return new ImageInputError(
    "input",
    `cannot be read (${code}). ${advice[code] ?? "Look at the path and the file."}`,
  );
}

function codeOf(error: unknown): string {
  const code: unknown = Reflect.get(Object(error), "code");
  return typeof code === "string" ? code : "unknown error";
}
