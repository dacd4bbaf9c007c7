/**
 * Measures the client, the mock and the documentation beside others, and writes what it finds into the
 * documentation.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { seededRandom } from "@aisolution/client";
import { format, resolveConfig } from "prettier";
import { measureBundles } from "./bench/bundles.js";
import { checkContestants } from "./bench/check-contestants.js";
import { measureInChromium } from "./bench/chromium.js";
import { findChromium } from "./lib/chromium.js";
import { createContestants } from "./bench/contestants.js";
import { createEncoders } from "./bench/encoders.js";
import { describeMachine, installedVersion } from "./bench/machine.js";
import { measureAllocations } from "./bench/measure-allocations.js";
import { measureCalls } from "./bench/measure-calls.js";
import { measureDocs, type DocsResults } from "./bench/measure-docs.js";
import { measureEncoders } from "./bench/measure-encoders.js";
import { measureImports } from "./bench/measure-imports.js";
import { measureMock, type MockPlan, type MockResults } from "./bench/measure-mock.js";
import { nodeBase64 } from "./bench/node-base64.js";
import { renderDocsReport, renderMockReport, renderReport } from "./bench/report.js";
import type {
  BenchResults,
  CallResults,
  EncodingResults,
  RunFacts,
  RuntimeEncoding,
} from "./bench/results.js";
import { imageSizes, sampleImage } from "./bench/sample-image.js";
import { startServer } from "./bench/start-server.js";
import { repositoryRoot } from "./lib/paths.js";
import type { CommandLine, Given, OptionTable } from "./lib/command-line.js";
import { progress, runProgram } from "./lib/program.js";
import { replaceRegion } from "./lib/region.js";
import { writeWhole } from "./lib/write-whole.js";

const reportFile = path.join(repositoryRoot, "docs/benchmarks.md");

/** The libraries beside which the client is measured. */
const peers = ["openapi-fetch", "ky", "ofetch", "axios"] as const;

/** What the page of Redoc and its measurement come from. */
const docsPackages = ["@redocly/cli", "playwright-core"] as const;

/** The mock, and what it is measured beside. */
const mockPackages = ["@aisolution/mock", "@stoplight/prism-http-server"] as const;

/** How often each is measured. A call with a large picture takes long. */
const plan = {
  calls: { "2 KB": 600, "200 KB": 400, "2 MB": 150 },
  allocations: 9,
  encoders: 60,
  imports: 20,
  docs: { builds: 3, rounds: 12 },
  mock: { rounds: 10, requests: 250, starts: 5, memoryStep: 2_000, memoryRequests: 20_000 },
} as const;

interface Run {
  readonly signal: AbortSignal;
  /** Says how many rounds to make, of so many. */
  readonly rounds: (planned: number) => number;
  readonly random: () => number;
}

async function measureAll(run: Run): Promise<BenchResults> {
  const machine = await describeMachine();
  progress("Bundles");
  const sizes = await measureBundles();
  const calls = await measureAllCalls(run);
  const node = await measureInNode(run);
  progress("Encoding in Chromium");
  const found = findChromium();
  const chromium =
    found === undefined
      ? undefined
      : await measureInChromium(
          found,
          imageSizes.map(({ bytes }) => bytes),
          run.rounds(plan.encoders),
          run.signal,
        );
  const imports = await measureImports(["@aisolution/client", ...peers], {
    warmUp: 1,
    rounds: run.rounds(plan.imports),
    random: run.random,
    signal: run.signal,
    onRound: (round) => {
      progress(`Imports, round ${String(round)}`);
    },
  });
  const mock = await measureMockAlone(run);
  const versions = new Map([
    ["Node", process.versions.node],
    ["undici (in Node)", process.versions["undici"] ?? "unknown"],
    ...(chromium ? ([["Chromium", chromium.version]] as const) : []),
    ...(await versionsOf(["@aisolution/client", ...peers, "esbuild", ...mockPackages])),
  ]);
  return {
    date: new Date(),
    machine,
    versions,
    calls,
    node,
    chromium: chromium && {
      runtime: "Chromium",
      base64: chromium.base64,
      sizes: imageSizes.map(({ name, bytes }) => {
        return { size: name, series: chromium.series.get(bytes) ?? new Map<string, number[]>() };
      }),
    },
    imports,
    sizes,
    mock,
  };
}

function measureMockAlone({ signal, rounds, random }: Run): Promise<MockResults> {
  const { mock } = plan;
  const planned: MockPlan = {
    rounds: rounds(mock.rounds),
    requests: rounds(mock.requests),
    starts: rounds(mock.starts),
    memoryStep: rounds(mock.memoryStep),
    memoryRequests: rounds(mock.memoryRequests),
  };
  return measureMock(planned, {
    random,
    signal,
    onStep: (step) => {
      progress(`The mock: ${step}`);
    },
  });
}

function measureDocsAlone({ signal, rounds, random }: Run): Promise<DocsResults> {
  const { docs } = plan;
  return measureDocs(
    { builds: docs.builds, rounds: rounds(docs.rounds) },
    {
      random,
      signal,
      executablePath: findChromium(),
      onStep: (step) => {
        progress(`The documentation: ${step}`);
      },
    },
  );
}

async function factsOf(packages: readonly string[]): Promise<RunFacts> {
  return {
    date: new Date(),
    machine: await describeMachine(),
    versions: new Map([["Node", process.versions.node], ...(await versionsOf(packages))]),
  };
}

function versionsOf(
  packages: readonly string[],
): Promise<readonly (readonly [name: string, version: string])[]> {
  return Promise.all(packages.map(async (name) => [name, await installedVersion(name)] as const));
}

async function measureAllCalls({ signal, rounds, random }: Run): Promise<CallResults[]> {
  const server = await startServer();
  try {
    await checkContestants(server.url);
    const contestants = createContestants(server.url);
    const results: CallResults[] = [];
    for (const { name, bytes } of imageSizes) {
      const image = sampleImage(bytes);
      const count = rounds(plan.calls[name]);
      const series = await measureCalls(contestants, image, {
        warmUp: Math.ceil(count / 3),
        rounds: count,
        random,
        signal,
        onRound: (round) => {
          progress(`Calls at ${name}, round ${String(round)} of ${String(count)}`);
        },
      });
      progress(`Allocations at ${name}`);
      const samples = rounds(plan.allocations);
      const allocations = await measureAllocations(contestants, image, samples, signal);
      results.push({ size: name, series, allocations });
    }
    return results;
  } finally {
    await server.close();
  }
}

async function measureInNode({ signal, rounds, random }: Run): Promise<RuntimeEncoding> {
  const encoders = createEncoders(nodeBase64);
  const sizes: EncodingResults[] = [];
  for (const { name, bytes } of imageSizes) {
    const count = rounds(plan.encoders);
    const series = await measureEncoders(encoders, sampleImage(bytes), {
      rounds: count,
      random,
      async onRound(round) {
        progress(`Encoding at ${name}, round ${String(round)} of ${String(count)}`);
        // Lets an interruption in.
        await nextTurn();
        signal.throwIfAborted();
      },
    });
    sizes.push({ size: name, series });
  }
  return { runtime: "Node", base64: "Buffer", sizes };
}

/** Parts of the page that are measured on their own, by the names of their regions. */
type Reports = Partial<Record<"results" | "docs-results", string>>;

async function measureReports(only: string | undefined, run: Run): Promise<Reports> {
  if (only === "mock") {
    return { results: renderMockReport(await factsOf(mockPackages), await measureMockAlone(run)) };
  }
  const results = only === undefined ? renderReport(await measureAll(run)) : undefined;
  const docs = renderDocsReport(await factsOf(docsPackages), await measureDocsAlone(run));
  return { ...(results === undefined ? {} : { results }), "docs-results": docs };
}

async function writeReports(reports: Reports): Promise<void> {
  let page = await readFile(reportFile, "utf8");
  for (const [region, report] of Object.entries(reports))
    page = replaceRegion(page, region, report);
  const options = { ...(await resolveConfig(reportFile)), filepath: reportFile };
  await writeWhole(reportFile, await format(page, options));
}

const commandLine = {
  command: "npm run bench --",
  summary:
    "Measures the client, the mock and the documentation beside others, and writes docs/benchmarks.md.",
  options: {
    quick: { type: "boolean", description: "make a few rounds, and only print" },
    only: {
      type: "string",
      value: "PART",
      choices: ["mock", "docs"],
      description: "measure one part; that of the mock is only printed",
    },
  },
} as const satisfies CommandLine<OptionTable>;

async function main({ values }: Given<typeof commandLine.options>): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => {
    interruption.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupt);
  try {
    const run: Run = {
      signal: interruption.signal,
      rounds: (planned) =>
        values.quick === true ? Math.max(3, Math.round(planned / 20)) : planned,
      random: seededRandom(1),
    };
    const reports = await measureReports(values.only, run);
    interruption.signal.throwIfAborted();
    progress("");
    if (values.quick === true || values.only === "mock") {
      const text = Object.values(reports).join("\n\n");
      console.log(await format(text, { parser: "markdown", printWidth: 100 }));
    } else {
      await writeReports(reports);
      console.log(`Wrote ${path.relative(process.cwd(), reportFile)}.`);
    }
    return 0;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    progress("");
    console.error("Interrupted. Nothing was written.");
    return 130;
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupt);
  }
}

runProgram(import.meta.url, commandLine, main);
