/** A value, and the interval that holds the true one with 95 % confidence. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError when there are no values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  if (low === undefined || high === undefined) throw new RangeError("There are no values.");
  return (low + high) / 2;
}

/**
 * The median with its interval, which comes from the order of the values alone: whatever their
 * distribution, half of them lie below the true median.
 *
 * @throws RangeError when there are no values
 */
export function estimateMedian(values: readonly number[]): Estimate {
  const sorted = [...values].sort((one, other) => one - other);
  const { length } = sorted;
  const spread = 0.98 * Math.sqrt(length);
  const value = median(sorted);
  const low = sorted[Math.max(0, Math.floor(length / 2 - spread))] ?? value;
  const high = sorted[Math.min(length - 1, Math.ceil(length / 2 + spread))] ?? value;
  return { value, low, high };
}

/**
 * Compares two series that were measured in the same rounds. A disturbance of the machine that lasts for a
 * round is in both, and falls out.
 *
 * @throws RangeError when the series have not the same length
 */
export function pairedRatio(series: readonly number[], baseline: readonly number[]): Estimate {
  if (series.length !== baseline.length) {
    throw new RangeError("The series were not measured in the same rounds.");
  }
  return estimateMedian(series.map((value, index) => value / (baseline[index] ?? NaN)));
}

/** How far a ratio of equals can be from 1: the far end of the interval of something against itself. */
export function noiseOf({ low, high }: Estimate): number {
  return Math.max(Math.abs(1 - low), Math.abs(high - 1));
}

export type Comparison = "faster" | "slower" | "same";

/** A ratio of two times in a word. Within the noise they are the same. */
export function compareTimes(ratio: number, noise: number): Comparison {
  if (ratio < 1 - noise) return "faster";
  return ratio > 1 + noise ? "slower" : "same";
}

/** Whether something is not slower than others, from its ratios to them. */
export function judgeNotSlower(ratios: readonly number[], noise: number): Verdict {
  const comparisons = ratios.map((ratio) => compareTimes(ratio, noise));
  if (comparisons.includes("slower")) return "missed";
  return comparisons.includes("same") && noise > maxNoise ? "undecided" : "met";
}

export type Verdict = "met" | "missed" | "undecided";

/** With more noise than this only large differences say something. */
export const maxNoise = 0.1;

/**
 * Whether a ratio keeps a limit. It is undecided where it is above by no more than the noise, and where it is
 * below by no more than the noise on a machine that was too busy to tell.
 */
export function judgeLimit(ratio: number, limit: number, noise: number): Verdict {
  if (ratio > limit * (1 + noise)) return "missed";
  const clear = ratio * (1 + noise) <= limit;
  return clear || (ratio <= limit && noise <= maxNoise) ? "met" : "undecided";
}

/** The values in random order; all orders are equally likely. */
export function shuffle<Value>(values: readonly Value[], random: () => number): Value[] {
  const left = [...values];
  const shuffled: Value[] = [];
  while (left.length > 0) shuffled.push(...left.splice(Math.floor(random() * left.length), 1));
  return shuffled;
}
