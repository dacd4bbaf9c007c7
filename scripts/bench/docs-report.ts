import { maxReferenceBytes } from "../docs/redoc-page.js";
import type { Bar } from "./bars.js";
import {
  guideAgainName,
  guideName,
  plainName,
  referenceName,
  type DocsResults,
  type PageLoad,
} from "./measure-docs.js";
import { percent, table } from "./report-format.js";
import { median, noiseOf, pairedRatio } from "./statistics.js";

/** The longest time to build, in seconds. */
const maxBuild = 20;

/** The bars of the documentation, with what this run says about them. */
export function judgeDocs({ builds, weights }: DocsResults): readonly Bar[] {
  const slowest = Math.max(...builds) / 1000;
  const bytes = weights.get(referenceName)?.bytes ?? NaN;
  return [
    {
      text: `The documentation is built in under ${String(maxBuild)} s`,
      measured: `${slowest.toFixed(1)} s, the slowest of ${String(builds.length)}`,
      verdict: slowest < maxBuild ? "met" : "missed",
    },
    {
      text: `The page of Redoc is under ${String(maxReferenceBytes / 1e6)} MB`,
      measured: `${(bytes / 1e6).toFixed(2)} MB`,
      verdict: bytes < maxReferenceBytes ? "met" : "missed",
    },
  ];
}

/** What was found about the documentation, as Markdown. */
export function docsSections({ builds, weights, loads }: DocsResults): string[] {
  return [
    "### The documentation: weight",
    "Each page with the style and the program that it loads. The reference has them inside, with the entries of the search; the other pages load those when a reader searches.",
    table(
      ["", "Bytes", "gzip, bytes"],
      [...weights].map(([name, { bytes, gzipBytes }]) => [name, String(bytes), String(gzipBytes)]),
    ),
    `A build took ${median(builds.map((time) => time / 1000)).toFixed(1)} s (median of ${String(builds.length)}).`,
    ...(loads === undefined
      ? ["Chromium was not found (set `CHROMIUM_PATH`): no page was loaded."]
      : [...loads].flatMap(([device, series]) => loadSection(device, series))),
  ];
}

/** A browser paints when it likes: unlike that of other figures, this noise does not go with a quiet machine. */
function paintNoise(noise: number): string {
  return `Noise of the first paint: ${percent(noise)}. Smaller differences say nothing.`;
}

function loadSection(
  device: string,
  series: ReadonlyMap<string, readonly PageLoad[]>,
): readonly string[] {
  const paints = (name: string): readonly number[] =>
    (series.get(name) ?? []).map(({ firstPaint }) => firstPaint);
  const noise = noiseOf(pairedRatio(paints(guideAgainName), paints(guideName)));
  const rows = [...series].map(([name, loads]) => [
    name,
    ...(["firstPaint", "largestPaint", "blocked"] as const).map((figure) =>
      median(loads.map((load) => load[figure])).toFixed(0),
    ),
    name === plainName ? "1" : pairedRatio(paints(name), paints(plainName)).value.toFixed(2),
  ]);
  return [
    `### The documentation: ${device}`,
    `From the disk, without a network, each in a new profile. ${paintNoise(noise)}`,
    table(
      [
        "",
        "First contentful paint, ms",
        "Largest contentful paint, ms",
        "Total blocking time, ms",
        "First paint, × plain Redoc",
      ],
      rows,
    ),
  ];
}
