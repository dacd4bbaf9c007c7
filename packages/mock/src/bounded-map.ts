/**
 * A map that forgets its oldest entries beyond a limit. An entry that is set again becomes the newest one.
 *
 * @example
 * const seen = new BoundedMap<string, number>(2);
 * for (const name of ["a", "b", "c"]) seen.set(name, 1);
 * seen.has("a"); // false
 */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;
  readonly #onForgotten: (value: Value, key: Key) => void;

  /** @param onForgotten called with each entry that the limit drives out; not for `delete` and `clear` */
  constructor(limit: number, onForgotten: (value: Value, key: Key) => void = () => undefined) {
    this.#limit = limit;
    this.#onForgotten = onForgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: Key): boolean {
    return this.#entries.has(key);
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const [oldest, forgotten] of this.#entries) {
      if (this.#entries.size <= this.#limit) break;
      this.#entries.delete(oldest);
      this.#onForgotten(forgotten, oldest);
    }
  }

  delete(key: Key): boolean {
    return this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** From the oldest to the newest. */
  entries(): IterableIterator<[Key, Value]> {
    return this.#entries.entries();
  }
}
