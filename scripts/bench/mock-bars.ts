import type { Bar } from "./bars.js";
import {
  mockAgainName,
  mockName,
  prismName,
  type MemorySample,
  type MockResults,
} from "./measure-mock.js";
import type { LoadResult } from "./mock-load.js";
import { seriesOf } from "./results.js";
import { estimateMedian, judgeLimit, noiseOf, pairedRatio, type Estimate } from "./statistics.js";

/** The longest time to start, in milliseconds. */
const maxStart = 1000;

/** How much of the memory after the first look there may be after the last one. */
const maxGrowth = { used: 1.05, resident: 1.1 } as const;

/** A figure of one round. */
export type LoadFigure = (load: LoadResult) => number;

/** How long the server had for each request, in milliseconds. */
export const timeForEach: LoadFigure = ({ time, latencies }) => time / latencies.length;

/** The time that one request in a hundred takes longer than. */
export const p99: LoadFigure = ({ latencies }) => percentile(latencies, 0.99);

/** All bars of the mock, with what this run says about them. */
export function judgeMock(results: MockResults): readonly Bar[] {
  const { memory, starts, plan } = results;
  const time = compareLoads(results, timeForEach, mockName, prismName).value;
  const slowest = compareLoads(results, p99, mockName, prismName).value;
  const start = estimateMedian(seriesOf(starts, mockName));
  const seconds = (limit: number) => (limit / 1000).toFixed(2);
  const [used, resident] = [growth(memory, "used"), growth(memory, "resident")];
  return [
    {
      text: "The mock answers as many requests a second as plain Prism, or more",
      measured: `${(1 / time).toFixed(2)} × as many`,
      verdict: judgeLimit(time, 1, noiseOfLoads(results, timeForEach)),
    },
    {
      text: "The 99th percentile of the mock's times is not above that of plain Prism",
      measured: `${slowest.toFixed(2)} ×`,
      verdict: judgeLimit(slowest, 1, noiseOfLoads(results, p99)),
    },
    {
      text: `The mock's heap after ${String(plan.memoryRequests)} requests is at most ${String(maxGrowth.used)} × that after ${String(plan.memoryStep)}`,
      measured: `${used.ratio.toFixed(3)} ×`,
      verdict: judgeLimit(used.ratio, maxGrowth.used, used.noise),
    },
    {
      text: `The mock's process after ${String(plan.memoryRequests)} requests is at most ${String(maxGrowth.resident)} × as large as after ${String(plan.memoryStep)}`,
      measured: `${resident.ratio.toFixed(3)} ×`,
      verdict: judgeLimit(resident.ratio, maxGrowth.resident, resident.noise),
    },
    {
      text: `The mock starts in under ${String(maxStart / 1000)} s, with Node`,
      measured: `${seconds(start.value)} s`,
      verdict: judgeLimit(
        start.value / maxStart,
        1,
        noiseOf({ value: 1, low: start.low / start.value, high: start.high / start.value }),
      ),
    },
  ];
}

/** One server against another in the same rounds. */
export function compareLoads(
  { loads }: MockResults,
  figure: LoadFigure,
  name: string,
  other: string,
): Estimate {
  return pairedRatio(figuresOf(loads, figure, name), figuresOf(loads, figure, other));
}

/** How far equals differ in this run: the mock against itself. */
export function noiseOfLoads(results: MockResults, figure: LoadFigure): number {
  return noiseOf(compareLoads(results, figure, mockAgainName, mockName));
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

function figuresOf(
  loads: MockResults["loads"],
  figure: LoadFigure,
  name: string,
): readonly number[] {
  return seriesOf(new Map([...loads].map(([key, load]) => [key, load.map(figure)])), name);
}

/** The last figure against the first; noise is the largest step from one to the next. */
function growth(
  memory: readonly MemorySample[],
  kind: keyof typeof maxGrowth,
): { readonly ratio: number; readonly noise: number } {
  const figures = memory.map((sample) => sample[kind]);
  const steps = figures.slice(1).map((figure, index) => figure / (figures[index] ?? NaN));
  return {
    ratio: (figures.at(-1) ?? NaN) / (figures[0] ?? NaN),
    noise: Math.max(...steps.map((step) => Math.abs(step - 1))),
  };
}
