import { limits } from "./limits.js";
import type { Room } from "./work-load.js";

/** Why the bytes of a body are not there: it is over its own limit, or all bodies are over theirs. */
export type BodyProblem = "too-long" | "no-room";

const nothing = Buffer.alloc(0);

/** How much more than has come may be kept free, for a sender who says how much will come. */
const trust = 8;

/**
 * Keeps the bytes of a body as they come, in one buffer that grows: a list of chunks would take a hundred bytes and
 * more for each chunk, and the sender chooses how many there are.
 */
export class ByteStore {
  readonly #room: Room;
  readonly #expected: number;
  readonly #limit: number;
  #kept = nothing;
  #size = 0;
  #problem: BodyProblem | undefined;

  /** @param expected how many bytes will come, by the sender's word; it is not relied on */
  constructor(room: Room, expected = 0, limit: number = limits.bodyBytes) {
    this.#room = room;
    this.#expected = expected;
    this.#limit = limit;
  }

  /** How many bytes came, kept or not. */
  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    const start = this.#size;
    this.#size += chunk.length;
    if (this.#problem !== undefined) return;
    if (this.#size > this.#limit) this.#drop("too-long");
    else if (this.#size <= this.#kept.length || this.#grow()) chunk.copy(this.#kept, start);
  }

  body(): Buffer | BodyProblem {
    return this.#problem ?? this.#kept.subarray(0, this.#size);
  }

  /** @returns whether there was room */
  #grow(): boolean {
    const size = this.#size;
    const expected = Math.min(this.#expected, trust * size);
    const least = Math.max(size, expected);
    // Twice as much as before, so that many small chunks do not copy it all each time.
    const wanted = least === this.#expected ? least : Math.max(least, 2 * this.#kept.length);
    const capacity = Math.min(wanted, this.#limit);
    if (!this.#room.take(capacity - this.#kept.length)) {
      this.#drop("no-room");
      return false;
    }
    const grown = Buffer.allocUnsafe(capacity);
    this.#kept.copy(grown);
    this.#kept = grown;
    return true;
  }

  #drop(problem: BodyProblem): void {
    this.#problem = problem;
    this.#room.give(this.#kept.length);
    this.#kept = nothing;
  }
}
