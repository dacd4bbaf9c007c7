import { limits } from "./limits.js";

/** Room for the bytes that one request holds. */
export interface Room {
  /** @returns whether there was room for so many more bytes; nothing is taken where there was not */
  take(bytes: number): boolean;
  give(bytes: number): void;
  /** Gives back all that is still taken. */
  empty(): void;
  /** Gives back all that is still taken, and the place of the request. */
  leave(): void;
}

/** What a server works on, and holds for it. */
export interface WorkLoad {
  /** @returns undefined where the server works on as many requests as it can */
  enter(): Room | undefined;
}

/** Counts requests and bytes of one server, so that callers together cannot make it hold more than its limits. */
export function createWorkLoad(
  most: { readonly requests: number; readonly heldBytes: number } = limits,
): WorkLoad {
  let requests = 0;
  let held = 0;
  return {
    enter() {
      if (requests >= most.requests) return undefined;
      requests += 1;
      let own = 0;
      let isHere = true;
      const change = (bytes: number): void => {
        own += bytes;
        held += bytes;
      };
      return {
        take(bytes) {
          if (!isHere || held + bytes > most.heldBytes) return false;
          change(bytes);
          return true;
        },
        give(bytes) {
          if (isHere) change(-bytes);
        },
        empty() {
          change(-own);
        },
        leave() {
          if (!isHere) return;
          change(-own);
          isHere = false;
          requests -= 1;
        },
      };
    },
  };
}
