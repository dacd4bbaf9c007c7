import { once } from "node:events";
import type { IncomingMessage } from "node:http";

/** The most bytes of a body. Two pictures at their limit take 7.4 MB as ordinary files, and less than this. */
export const maxBodyBytes = 12 * 1024 * 1024;

/** How much of a body that is too long is read and dropped, so that the client gets to see the answer. */
const maxDroppedBytes = 4 * maxBodyBytes;

/**
 * Reads a body as text.
 *
 * @returns undefined where it is longer than `maxBodyBytes`
 * @throws when the client goes before the end
 */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: string[] = [];
  let size = 0;
  // A form is ASCII: its bytes are its characters.
  request.setEncoding("latin1");
  request.on("data", (chunk: string) => {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
    if (size > maxDroppedBytes) request.destroy();
  });
  await once(request, "end");
  return size > maxBodyBytes ? undefined : chunks.join("");
}
