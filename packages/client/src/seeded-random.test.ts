import { expect, it } from "vitest";
import { seededRandom } from "./seeded-random.js";

it("gives the same numbers for the same seed, spread from 0 to 1", () => {
  const numbers = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
  const first = numbers(1);
  expect(numbers(1)).toEqual(first);
  expect(numbers(2)).not.toEqual(first);
  expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...first)).toBeLessThan(1);
  const tenths = Array.from({ length: 10 }, (_value, index) =>
    first.filter((number) => Math.floor(number * 10) === index),
  );
  for (const tenth of tenths) expect(tenth.length).toBeGreaterThan(60);
});
