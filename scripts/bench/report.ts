import { clientBundleName, compareClient, judgeBars, noiseOfCalls, type Bar } from "./bars.js";
import { baselineName, clientName } from "./contestants.js";
import { floorEncoderName, floorAgainEncoderName } from "./encoders.js";
import { docsSections, judgeDocs } from "./docs-report.js";
import type { DocsResults } from "./measure-docs.js";
import { bareNodeName } from "./measure-imports.js";
import { judgeMock } from "./mock-bars.js";
import { mockSections } from "./mock-report.js";
import { kilobytes, milliseconds, percent, table, tooMuch } from "./report-format.js";
import type { MockResults } from "./measure-mock.js";
import {
  seriesOf,
  type BenchResults,
  type CallResults,
  type RunFacts,
  type RuntimeEncoding,
} from "./results.js";
import { median, noiseOf, pairedRatio } from "./statistics.js";

/** Writes what a run found as Markdown. */
export function renderReport(results: BenchResults): string {
  return [
    aboutRun(results),
    ...barSection([...judgeBars(results), ...judgeMock(results.mock)]),
    ...results.calls.flatMap(callSection),
    ...[results.node, results.chromium].flatMap((runtime) => (runtime ? encoding(runtime) : [])),
    ...(results.chromium
      ? []
      : ["Chromium was not found (set `CHROMIUM_PATH`): the encoder was not measured in it."]),
    ...importSection(results),
    ...sizeSection(results),
    ...mockSections(results.mock),
  ].join("\n\n");
}

/** Writes what a run of the part about the mock found as Markdown. */
export function renderMockReport(facts: RunFacts, mock: MockResults): string {
  return [aboutRun(facts), ...barSection(judgeMock(mock)), ...mockSections(mock)].join("\n\n");
}

/** Writes what a run of the part about the documentation found as Markdown. */
export function renderDocsReport(facts: RunFacts, docs: DocsResults): string {
  return [aboutRun(facts), ...barSection(judgeDocs(docs)), ...docsSections(docs)].join("\n\n");
}

function barSection(bars: readonly Bar[]): string[] {
  return [
    "### What is to be kept",
    table(
      ["", "Measured", "Verdict"],
      bars.map(({ text, measured, verdict }) => [text, measured, verdict]),
      3,
    ),
  ];
}

function aboutRun({ date, machine, versions }: RunFacts): string {
  const { processor, cores, memoryGiB, system, load } = machine;
  return [
    `- Date: ${date.toISOString().slice(0, 10)}`,
    `- Machine: ${processor}, ${String(cores)} cores, ${String(memoryGiB)} GiB memory, ${system}. Load average before the run: ${load.toFixed(1)}`,
    `- Versions: ${[...versions].map(([name, version]) => `${name} ${version}`).join(", ")}`,
  ].join("\n");
}

function callSection({ size, series, allocations }: CallResults): string[] {
  const base = seriesOf(series, baselineName);
  const noise = noiseOfCalls(series);
  const rows = [...series].map(([name, times]) => {
    const paired = pairedRatio(times, base);
    const own = compareClient(series, name);
    return [
      name,
      milliseconds(median(times)),
      (median(times) / median(base)).toFixed(3),
      name === baselineName ? "1" : paired.value.toFixed(3),
      name === baselineName ? "" : `${paired.low.toFixed(3)} to ${paired.high.toFixed(3)}`,
      name === clientName ? "" : `${own.value.toFixed(3)}, ${own.comparison}`,
      kilobytes(allocations.get(name)),
    ];
  });
  return [
    `### One call with a picture of ${size}`,
    `${String(base.length)} rounds. Noise: ${percent(noise)}.${tooMuch(noise)}`,
    table(
      [
        "",
        "Median, ms",
        "Medians, × raw fetch",
        "Paired, × raw fetch",
        "95 % interval",
        "Client, × this one",
        "Allocated, KB",
      ],
      rows,
    ),
  ];
}

function encoding({ runtime, base64, sizes }: RuntimeEncoding): string[] {
  return [
    `### From bytes to form in ${runtime}`,
    `Base64 is made by \`${base64}\`; the client's encoder does that itself.`,
    table(
      ["Picture", "", "Median, ms", "Paired, × the first", "95 % interval"],
      sizes.flatMap(({ size, series }) => {
        const base = seriesOf(series, floorEncoderName);
        return [...series].map(([name, times]) => {
          const { value, low, high } = pairedRatio(times, base);
          const first = name === floorEncoderName;
          return [
            size,
            name,
            milliseconds(median(times)),
            first ? "1" : value.toFixed(3),
            first ? "" : `${low.toFixed(3)} to ${high.toFixed(3)}`,
          ];
        });
      }),
      2,
    ),
    `Noise: ${sizes
      .map(({ size, series }) => {
        const again = seriesOf(series, floorAgainEncoderName);
        return `${percent(noiseOf(pairedRatio(again, seriesOf(series, floorEncoderName))))} at ${size}`;
      })
      .join(", ")}.`,
  ];
}

function importSection({ imports: { processes, imports } }: BenchResults): string[] {
  const bare = seriesOf(processes, bareNodeName);
  return [
    "### Time to import",
    table(
      ["", "Whole process, ms", "More than Node alone, ms", "The import alone, ms"],
      [...processes].map(([name, times]) => {
        const more = times.map((time, index) => time - (bare[index] ?? NaN));
        return [
          name,
          median(times).toFixed(1),
          name === bareNodeName ? "" : median(more).toFixed(1),
          name === bareNodeName ? "" : median(seriesOf(imports, name)).toFixed(1),
        ];
      }),
    ),
  ];
}

function sizeSection({ sizes }: BenchResults): string[] {
  const client = sizes.find(({ name }) => name === clientBundleName);
  return [
    "### Size in a bundle",
    table(
      ["", "Minified, bytes", "gzip, bytes", "gzip, × the client"],
      sizes.map(({ name, bytes, gzipBytes }) => [
        name,
        String(bytes),
        String(gzipBytes),
        client === undefined ? "" : (gzipBytes / client.gzipBytes).toFixed(2),
      ]),
    ),
  ];
}
