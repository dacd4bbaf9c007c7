import type { Contestant } from "./contestants.js";
import { shuffle } from "./statistics.js";

/** Times in milliseconds by the name of what was measured, one for each round. */
export type Series = ReadonlyMap<string, readonly number[]>;

export interface Rounds {
  /** Rounds before it counts, in which the code is compiled and the connections are opened. */
  readonly warmUp: number;
  readonly rounds: number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onRound: (round: number) => void;
}

/**
 * Measures calls, one after the other. In each round each contestant calls once, in a new random order, so
 * that none always follows the same one, and a disturbance meets all of them alike.
 *
 * @throws the signal's reason when it aborts
 */
export async function measureCalls(
  contestants: readonly Contestant[],
  image: Uint8Array<ArrayBuffer>,
  { warmUp, rounds, random, signal, onRound }: Rounds,
): Promise<Series> {
  const series = new Map(contestants.map(({ name }): [string, number[]] => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { name, recognize } of shuffle(contestants, random)) {
      signal.throwIfAborted();
      const start = performance.now();
      await recognize(image);
      const time = performance.now() - start;
      if (round >= 0) series.get(name)?.push(time);
    }
    onRound(Math.max(0, round + 1));
  }
  return series;
}
