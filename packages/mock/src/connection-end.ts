import { setMaxListeners } from "node:events";
import type { Socket } from "node:net";

const ends = new WeakMap<Socket, AbortSignal>();

/** A signal that aborts when a connection ends. A response that waits behind another one is not told of it. */
export function endOf(socket: Socket): AbortSignal {
  const known = ends.get(socket);
  if (known !== undefined) return known;
  const end = new AbortController();
  // As many requests may wait as the client sends without waiting.
  setMaxListeners(0, end.signal);
  if (socket.destroyed) end.abort();
  else
    socket.once("close", () => {
      end.abort();
    });
  ends.set(socket, end.signal);
  return end.signal;
}
