import type { Machine } from "./machine.js";
import type { Series } from "./measure-calls.js";
import type { ImportSeries } from "./measure-imports.js";
import type { MockResults } from "./measure-mock.js";

/** The calls with a picture of one size. */
export interface CallResults {
  readonly size: string;
  readonly series: Series;
  /** Bytes for each call. */
  readonly allocations: ReadonlyMap<string, number | undefined>;
}

/** The encoders in one runtime, with a picture of one size. */
export interface EncodingResults {
  readonly size: string;
  readonly series: Series;
}

/** The encoders in one runtime. */
export interface RuntimeEncoding {
  readonly runtime: string;
  /** What it makes base64 with, where that is not the client's own. */
  readonly base64: string;
  readonly sizes: readonly EncodingResults[];
}

/** What one import adds to what a user bundles. */
export interface SizeResult {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** When and on what it was measured. */
export interface RunFacts {
  readonly date: Date;
  readonly machine: Machine;
  readonly versions: ReadonlyMap<string, string>;
}

/** All that a run of the benchmark found. */
export interface BenchResults extends RunFacts {
  readonly calls: readonly CallResults[];
  readonly node: RuntimeEncoding;
  /** Undefined where there is no Chromium. */
  readonly chromium: RuntimeEncoding | undefined;
  readonly imports: ImportSeries;
  readonly sizes: readonly SizeResult[];
  readonly mock: MockResults;
}

/** @throws when nothing was measured under this name */
export function seriesOf(series: Series, name: string): readonly number[] {
  const found = series.get(name);
  if (found === undefined) throw new Error(`Nothing was measured for ${name}.`);
  return found;
}
