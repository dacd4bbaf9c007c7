import { baselineAgainName, baselineName, clientName, peerNames } from "./contestants.js";
import {
  floorAgainEncoderName,
  floorEncoderName,
  ownEncoderName,
  searchParamsEncoderName,
} from "./encoders.js";
import type { Series } from "./measure-calls.js";
import { seriesOf, type BenchResults, type CallResults, type RuntimeEncoding } from "./results.js";
import {
  compareTimes,
  judgeLimit,
  judgeNotSlower,
  noiseOf,
  pairedRatio,
  type Comparison,
  type Verdict,
} from "./statistics.js";

/** What the project wants to keep, and whether this run shows it. */
export interface Bar {
  readonly text: string;
  readonly measured: string;
  readonly verdict: Verdict;
}

/** Name of the bundle that has a limit. */
export const clientBundleName = "`createClient`, all operations";

/** The most bytes that this bundle may have. */
const maxClientBytes = 8192;

/** How far a call may be above raw `fetch`, at the size that the service recommends. */
const overhead = { size: "200 KB", limit: 1.05 };

/** How many times quicker than `URLSearchParams` the encoder shall be in Chromium. */
const chromiumFactor = 10;

/** All bars, with what this run says about them. */
export function judgeBars(results: BenchResults): readonly Bar[] {
  const { calls, node, chromium, sizes } = results;
  return [
    ...calls.filter(({ size }) => size === overhead.size).map(judgeOverhead),
    ...calls.map(judgePeers),
    ...[node, chromium].flatMap((runtime) => (runtime ? judgeEncoding(runtime) : [])),
    ...sizes
      .filter(({ name }) => name === clientBundleName)
      .map(({ name, gzipBytes }): Bar => {
        return {
          text: `${name}: at most ${String(maxClientBytes)} bytes gzip`,
          measured: `${String(gzipBytes)} bytes`,
          verdict: gzipBytes <= maxClientBytes ? "met" : "missed",
        };
      }),
  ];
}

/** How far equals differ in this run: the baseline against itself. */
export function noiseOfCalls(series: Series): number {
  return noiseOf(ratio(series, baselineAgainName, baselineName));
}

/** The client against another in the same rounds. */
export function compareClient(
  series: Series,
  other: string,
): { readonly value: number; readonly comparison: Comparison } {
  const { value } = ratio(series, clientName, other);
  return { value, comparison: compareTimes(value, noiseOfCalls(series)) };
}

function judgeOverhead({ size, series }: CallResults): Bar {
  const { value } = ratio(series, clientName, baselineName);
  return {
    text: `A call takes at most ${String(overhead.limit)} × the time of raw \`fetch\` at ${size}`,
    measured: `${value.toFixed(3)} ×`,
    verdict: judgeLimit(value, overhead.limit, noiseOfCalls(series)),
  };
}

function judgePeers({ size, series }: CallResults): Bar {
  const ratios = peerNames.map((name) => ({ name, ...compareClient(series, name) }));
  const slower = ratios.filter(({ comparison }) => comparison === "slower");
  const highest = Math.max(...ratios.map(({ value }) => value));
  const shown = slower.length > 0 ? slower : ratios.filter(({ value }) => value === highest);
  return {
    text: `A call is not slower than with another library at ${size}`,
    measured: shown.map(({ name, value }) => `${value.toFixed(3)} × ${name}`).join(", "),
    verdict: judgeNotSlower(
      ratios.map(({ value }) => value),
      noiseOfCalls(series),
    ),
  };
}

function judgeEncoding({ runtime, sizes }: RuntimeEncoding): readonly Bar[] {
  const measured = sizes.map(({ size, series }) => ({
    size,
    noise: noiseOf(ratio(series, floorAgainEncoderName, floorEncoderName)),
    floor: ratio(series, ownEncoderName, floorEncoderName).value,
    params: ratio(series, ownEncoderName, searchParamsEncoderName).value,
  }));
  const main = measured.find(({ size }) => size === overhead.size);
  if (main === undefined) throw new Error(`Nothing was encoded at ${overhead.size}.`);
  const bars: Bar[] = [
    {
      text: `${runtime}: encoding takes no longer than base64 and three \`replaceAll\` at ${main.size}`,
      measured: `${main.floor.toFixed(3)} ×`,
      verdict: judgeLimit(main.floor, 1, main.noise),
    },
    {
      text: `${runtime}: encoding is never slower than \`URLSearchParams\``,
      measured: measured.map(({ size, params }) => `${params.toFixed(3)} × at ${size}`).join(", "),
      verdict: judgeNotSlower(
        measured.map(({ params }) => params),
        Math.max(...measured.map(({ noise }) => noise)),
      ),
    },
  ];
  if (runtime.startsWith("Chromium")) {
    bars.push({
      text: `${runtime}: encoding is ${String(chromiumFactor)} times as quick as \`URLSearchParams\` at ${main.size}`,
      measured: `${(1 / main.params).toFixed(1)} times`,
      verdict: judgeLimit(main.params, 1 / chromiumFactor, main.noise),
    });
  }
  return bars;
}

function ratio(series: Series, name: string, baseline: string) {
  return pairedRatio(seriesOf(series, name), seriesOf(series, baseline));
}
