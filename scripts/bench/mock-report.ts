import { connections, mockName, prismName, type MockResults } from "./measure-mock.js";
import { compareLoads, noiseOfLoads, p99, percentile, timeForEach } from "./mock-bars.js";
import { milliseconds, percent, table, tooMuch } from "./report-format.js";
import { seriesOf } from "./results.js";
import { estimateMedian, median, type Estimate } from "./statistics.js";

/** What was found about the mock, as Markdown. */
export function mockSections(results: MockResults): string[] {
  return [...loadSection(results), ...memorySection(results), ...startSection(results)];
}

function loadSection(results: MockResults): string[] {
  const { plan, loads } = results;
  const [noise, slowNoise] = [noiseOfLoads(results, timeForEach), noiseOfLoads(results, p99)];
  const rows = [...loads].map(([name, rounds]) => {
    const latencies = rounds.flatMap((round) => round.latencies);
    const against = (estimate: Estimate): string[] =>
      name === prismName ? ["1", ""] : [estimate.value.toFixed(3), interval(estimate)];
    return [
      name,
      (1000 / median(rounds.map(timeForEach))).toFixed(0),
      milliseconds(median(latencies)),
      milliseconds(percentile(latencies, 0.99)),
      ...against(compareLoads(results, timeForEach, name, prismName)),
      ...against(compareLoads(results, p99, name, prismName)),
    ];
  });
  return [
    "### The mock beside plain Prism, with a picture of 200 KB",
    `Each server is a process of its own, and the clients are another: ${String(connections)} connections that stay open, each with one request at a time. Plain Prism is \`@stoplight/prism-http-server\` with the options of \`prism mock\`, without its log. In each of ${String(plan.rounds)} rounds each server gets ${String(plan.requests)} requests, in a new random order; one round before them does not count.`,
    `Noise: ${percent(noise)} for the time, ${percent(slowNoise)} for the 99th percentile.${tooMuch(Math.max(noise, slowNoise))}`,
    table(
      [
        "",
        "Requests a second",
        "Median, ms",
        "99th percentile, ms",
        "Time, × Prism",
        "95 % interval",
        "99th percentile, × Prism",
        "95 % interval",
      ],
      rows,
    ),
  ];
}

function memorySection({ memory }: MockResults): string[] {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
  return [
    "### Memory of the mock",
    "A new process gets requests with a picture of 200 KB. The collector runs before each look at it. The mock keeps a list of the last 1,000 requests, without their pictures.",
    table(
      ["Requests", "Heap and buffers, MB", "Process (RSS), MB"],
      memory.map(({ requests, used, resident }) => [
        String(requests),
        megabytes(used),
        megabytes(resident),
      ]),
      0,
    ),
  ];
}

function startSection({ starts, plan }: MockResults): string[] {
  const rows = [mockName, prismName].map((name) => {
    const estimate = estimateMedian(seriesOf(starts, name));
    const { low, high } = estimate;
    return [name, estimate.value.toFixed(0), `${low.toFixed(0)} to ${high.toFixed(0)}`];
  });
  return [
    "### Time to start",
    `From the start of a new process until it listens, with the start of Node; ${String(plan.starts)} processes of each. Plain Prism is without its command line here too.`,
    table(["", "Median, ms", "95 % interval"], rows),
  ];
}

function interval({ low, high }: Estimate): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}
