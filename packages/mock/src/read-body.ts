import type { IncomingMessage } from "node:http";
import { ByteStore, type BodyProblem } from "./byte-store.js";
import { limits } from "./limits.js";
import type { Room } from "./work-load.js";

/** The most bytes of a body. */
export const maxBodyBytes = limits.bodyBytes;

/** The client has gone before its request or its answer was whole. */
export class ClientGoneError extends Error {
  override readonly name = "ClientGoneError";
}

/**
 * Reads the body of a request. What is over the limit is dropped, so that an answer can follow; a body that goes on
 * even then ends the connection.
 *
 * @throws ClientGoneError
 */
export async function readBody(
  request: IncomingMessage,
  room: Room,
): Promise<Buffer | BodyProblem> {
  const store = new ByteStore(room, declaredLength(request));
  request.on("data", (chunk: Buffer) => {
    store.add(chunk);
    if (store.size > limits.droppedBytes) request.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    const gone = (): void => {
      // Each request closes at last; an error with its stack takes as long as all of the rest.
      if (request.readableEnded) return;
      reject(new ClientGoneError("The client has gone before the end of its request."));
    };
    // A request that is destroyed makes no error, and has no end.
    request.once("end", resolve).once("error", gone).once("close", gone);
    // What has closed before will not say so again.
    if (request.destroyed) gone();
  });
  return store.body();
}

/** How long a message says that its body is; 0 where it does not. */
export function declaredLength({ headers }: IncomingMessage): number {
  return Number(headers["content-length"] ?? 0);
}
