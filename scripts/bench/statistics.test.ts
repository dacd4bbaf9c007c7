import { seededRandom } from "@aisolution/client";
import { describe, expect, it } from "vitest";
import {
  compareTimes,
  estimateMedian,
  judgeLimit,
  judgeNotSlower,
  median,
  noiseOf,
  pairedRatio,
  shuffle,
} from "./statistics.js";

const upTo = (count: number) => Array.from({ length: count }, (_value, index) => index + 1);

describe("median", () => {
  it.each([
    [[7], 7],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[10, 2, 4, 8], 6],
    [[1, 2, 3, 1000], 2.5],
  ])("of %j is %d", (values, expected) => {
    const before = [...values];
    expect(median(values)).toBe(expected);
    expect(values).toEqual(before);
  });

  it("of nothing is refused", () => {
    expect(() => median([])).toThrow("There are no values.");
  });
});

describe("estimateMedian", () => {
  it.each([
    [1, { value: 1, low: 1, high: 1 }],
    [4, { value: 2.5, low: 1, high: 4 }],
    // The 95 % interval of a median of 100 goes from the 40th to the 61st, as in tables.
    [100, { value: 50.5, low: 41, high: 61 }],
  ])("of 1 to %i", (count, expected) => {
    expect(estimateMedian(upTo(count))).toEqual(expected);
  });

  it("has the true median in its interval about 95 times in 100", () => {
    const random = seededRandom(1);
    const held = upTo(1000).filter(() => {
      // Long-tailed, as times are; the true median is ln 2.
      const { low, high } = estimateMedian(upTo(100).map(() => -Math.log(1 - random())));
      return low <= Math.LN2 && Math.LN2 <= high;
    });
    expect(held.length).toBeGreaterThan(930);
    expect(held.length).toBeLessThan(980);
  });
});

describe("pairedRatio", () => {
  it("does not see a disturbance that lasts for a round", () => {
    const baseline = [10, 10, 90, 10, 400];
    const series = baseline.map((value) => value * 1.5);
    expect(pairedRatio(series, baseline)).toEqual({ value: 1.5, low: 1.5, high: 1.5 });
  });

  it("refuses series of other rounds", () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow("The series were not measured");
  });
});

it.each([
  [{ value: 1, low: 0.97, high: 1.01 }, 0.03],
  [{ value: 1.02, low: 1.01, high: 1.05 }, 0.05],
])("noiseOf %j is %d", (estimate, expected) => {
  expect(noiseOf(estimate)).toBeCloseTo(expected, 12);
});

it.each([
  [0.9, 0.05, "faster"],
  [0.96, 0.05, "same"],
  [1.04, 0.05, "same"],
  [1.06, 0.05, "slower"],
] as const)("a ratio of %d with a noise of %d is %s", (ratio, noise, expected) => {
  expect(compareTimes(ratio, noise)).toBe(expected);
});

it.each([
  [1.05, 0.02, "met"],
  [1.06, 0.02, "undecided"],
  [1.08, 0.02, "missed"],
  [0.9, 0.1, "met"],
  [0.9, 0.11, "met"],
  [1, 0.11, "undecided"],
  [1.3, 0.11, "missed"],
] as const)("a limit of 1.05 is for %d with a noise of %d %s", (ratio, noise, expected) => {
  expect(judgeLimit(ratio, 1.05, noise)).toBe(expected);
});

it.each([
  [[0.5, 1.04], 0.05, "met"],
  [[0.5, 1.06], 0.05, "missed"],
  [[0.5, 0.6], 0.2, "met"],
  [[0.5, 1.06], 0.2, "undecided"],
  [[0.5, 1.3], 0.2, "missed"],
] as const)("not slower, with ratios of %j and a noise of %d, is %s", (ratios, noise, expected) => {
  expect(judgeNotSlower(ratios, noise)).toBe(expected);
});

describe("shuffle", () => {
  it("keeps all values, and the input as it is", () => {
    const values = upTo(20);
    const shuffled = shuffle(values, seededRandom(1));
    expect(values).toEqual(upTo(20));
    expect(shuffled).not.toEqual(values);
    expect([...shuffled].sort((one, other) => one - other)).toEqual(values);
  });

  it("puts each value at each place equally often", () => {
    const random = seededRandom(2);
    const places = new Map<string, number>();
    for (let round = 0; round < 9000; round += 1) {
      const order = shuffle(["a", "b", "c"], random).join("");
      places.set(order, (places.get(order) ?? 0) + 1);
    }
    expect(places.size).toBe(6);
    for (const count of places.values()) expect(Math.abs(count - 1500)).toBeLessThan(150);
  });
});
