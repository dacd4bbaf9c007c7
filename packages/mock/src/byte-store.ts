import { limits } from "./limits.js";
import type { Room } from "./work-load.js";

/** Why the bytes of a body are not there: it is over its own limit, or all bodies are over theirs. */
export type BodyProblem = "too-long" | "no-room";

/** Keeps the bytes of a body as they come. */
export interface ByteStore {
  add(chunk: Buffer): void;
  /** How many bytes came, kept or not. */
  readonly size: number;
  body(): Buffer | BodyProblem;
}

/**
 * Keeps bytes in one buffer that grows: a list of chunks would take a hundred bytes and more for each chunk, and the
 * sender chooses how many there are.
 */
export function createByteStore(room: Room, limit: number = limits.bodyBytes): ByteStore {
  let kept = Buffer.alloc(0);
  let problem: BodyProblem | undefined;
  let size = 0;

  /** @returns whether there was room */
  function grow(wanted: number): boolean {
    const capacity = Math.min(Math.max(wanted, 2 * kept.length), limit);
    if (!room.take(capacity - kept.length)) {
      drop("no-room");
      return false;
    }
    const grown = Buffer.allocUnsafe(capacity);
    kept.copy(grown);
    kept = grown;
    return true;
  }

  function drop(because: BodyProblem): void {
    problem = because;
    room.give(kept.length);
    kept = Buffer.alloc(0);
  }

  return {
    get size() {
      return size;
    },
    add(chunk) {
      const start = size;
      size += chunk.length;
      if (problem !== undefined) return;
      if (size > limit) drop("too-long");
      else if (size <= kept.length || grow(size)) chunk.copy(kept, start);
    },
    body: () => problem ?? kept.subarray(0, size),
  };
}
