import type { Encoder } from "./encoders.js";
import { median, shuffle } from "./statistics.js";

/** How long one sample takes at least, in milliseconds: clocks of browsers are coarse. */
const sampleTime = 8;

export interface EncoderRounds {
  readonly rounds: number;
  readonly random: () => number;
  /** Called after each round; a rejection ends the measurement. */
  readonly onRound: (round: number) => Promise<void>;
}

/**
 * Measures encoders in rounds, in each round each of them in a new random order. A sample is as many runs
 * as the clock needs; the first ones only compile the code. It must run in browsers too.
 *
 * @returns milliseconds for each picture, by the name of the encoder
 * @throws when two do not make the same bytes
 */
export async function measureEncoders(
  encoders: readonly Encoder[],
  image: Uint8Array<ArrayBuffer>,
  { rounds, random, onRound }: EncoderRounds,
): Promise<Map<string, number[]>> {
  expectSameBytes(encoders, image);
  const plans = encoders.map((encoder) => ({ encoder, runs: countRuns(encoder, image) }));
  const series = new Map(encoders.map(({ name }): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { encoder, runs } of shuffle(plans, random)) {
      series.get(encoder.name)?.push(timeOf(encoder, image, runs) / runs);
    }
    await onRound(round + 1);
  }
  return series;
}

/** Twice: the first result still has the compiler in it. */
function countRuns(encoder: Encoder, image: Uint8Array<ArrayBuffer>): number {
  let runs = 1;
  for (let pass = 0; pass < 2; pass += 1) {
    const times = [1, 2, 3].map(() => timeOf(encoder, image, runs));
    runs = Math.max(1, Math.ceil((runs * sampleTime) / Math.max(median(times), 0.01)));
  }
  return runs;
}

function timeOf({ encode }: Encoder, image: Uint8Array<ArrayBuffer>, runs: number): number {
  let bytes = 0;
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) bytes += encode(image).length;
  const time = performance.now() - start;
  // The result is used, so that no compiler leaves the work out.
  if (bytes === 0) throw new Error("Nothing was encoded.");
  return time;
}

function expectSameBytes(encoders: readonly Encoder[], image: Uint8Array<ArrayBuffer>): void {
  const [first, ...others] = encoders.map(({ name, encode }) => ({ name, bytes: encode(image) }));
  for (const { name, bytes } of others) {
    if (
      bytes.some((byte, index) => byte !== first?.bytes[index]) ||
      bytes.length !== first?.bytes.length
    ) {
      throw new Error(`${name} makes other bytes than ${String(first?.name)}.`);
    }
  }
}
