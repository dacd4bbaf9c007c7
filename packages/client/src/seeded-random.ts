/**
 * A source of random numbers that gives the same ones for the same seed, for `retry.random`. It is
 * mulberry32, which is good enough to spread waits, and for no secret.
 *
 * @param seed any integer
 * @returns a function like `Math.random`
 * @example
 * createClient({ token, retry: { random: seededRandom(1) } });
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
