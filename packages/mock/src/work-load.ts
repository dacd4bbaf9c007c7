import { limits } from "./limits.js";

/** What a server holds for all its requests together. */
interface Held {
  requests: number;
  bytes: number;
  readonly mostBytes: number;
}

/** The place of one request, and room for the bytes that it holds. */
export class Room {
  readonly #held: Held;
  #own = 0;
  #isLeft = false;

  /** @param held of the server; the new request counts at once */
  constructor(held: Held) {
    this.#held = held;
    held.requests += 1;
  }

  /** @returns whether there was room for so many more bytes; nothing is taken where there was not */
  take(bytes: number): boolean {
    if (this.#isLeft || this.#held.bytes + bytes > this.#held.mostBytes) return false;
    this.#change(bytes);
    return true;
  }

  give(bytes: number): void {
    this.#change(-Math.min(bytes, this.#own));
  }

  /** Gives back all that is still taken. */
  empty(): void {
    this.#change(-this.#own);
  }

  /** Gives back all that is still taken, and the place of the request. */
  leave(): void {
    if (this.#isLeft) return;
    this.empty();
    this.#isLeft = true;
    this.#held.requests -= 1;
  }

  #change(bytes: number): void {
    this.#own += bytes;
    this.#held.bytes += bytes;
  }
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
  const held: Held = { requests: 0, bytes: 0, mostBytes: most.heldBytes };
  return {
    enter: () => (held.requests >= most.requests ? undefined : new Room(held)),
  };
}
