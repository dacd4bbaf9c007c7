import type { Socket } from "node:net";
import { endOf } from "./connection-end.js";
import { ClientGoneError } from "./read-body.js";

/** Ends an exchange that does not end by itself. */
export interface ExchangeEnd {
  /** Its reason is the error that the exchange ends with. */
  readonly signal: AbortSignal;
  /** Ends the exchange with this error after so many milliseconds. */
  limit(time: number, error: Error): void;
  /** Ends it now, as if the client had gone. */
  now(): void;
  /** Lets go of the timer and the connection. */
  release(): void;
}

/** Ends an exchange when its client goes. A response that waits behind another one is not told of that. */
export function createExchangeEnd(socket: Socket): ExchangeEnd {
  const controller = new AbortController();
  const connection = endOf(socket);
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    controller.abort(new ClientGoneError("The client has gone before it had its answer."));
  };
  if (connection.aborted) now();
  else connection.addEventListener("abort", now);
  return {
    signal: controller.signal,
    limit(time, error) {
      timer = setTimeout(() => {
        controller.abort(error);
      }, time);
    },
    now,
    release() {
      clearTimeout(timer);
      connection.removeEventListener("abort", now);
    },
  };
}
