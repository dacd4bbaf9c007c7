/** How quick the documentation is: to build, and to show in a browser beside a plain page of Redoc. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { isNode } from "../../openapi/lint/document.js";
import { renderRedoc } from "../docs/render-redoc.js";
import { launchChromium } from "../lib/launch-chromium.js";
import { repositoryRoot } from "../lib/paths.js";
import { shuffle } from "./statistics.js";

const run = promisify(execFile);

/** The pages that are measured, by what readers call them. */
export const guideName = "a guide (errors)";
export const guideAgainName = `${guideName}, again`;
export const referenceName = "the reference";
export const plainName = "plain Redoc, without samples and notes";

const pages = {
  "the start page": "index.html",
  [guideName]: "guides/errors.html",
  [guideAgainName]: "guides/errors.html",
  "notes on the source": "api-notes.html",
  [referenceName]: "reference.html",
} as const;

/** A reader's device. */
export const devices = [
  { name: "Desktop, 1440 px", width: 1440, slower: 1 },
  { name: "Phone, 390 px, processor 4 times slower", width: 390, slower: 4 },
] as const;

/** What a browser said of one load, in milliseconds. */
export interface PageLoad {
  readonly firstPaint: number;
  readonly largestPaint: number;
  /** How long tasks kept the page from answering: what each took above 50 ms. */
  readonly blocked: number;
}

/** What a page weighs, with the files that it loads. */
export interface PageWeight {
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** What was found about the documentation. */
export interface DocsResults {
  /** Wall times of `npm run docs:build` without npm, in milliseconds. */
  readonly builds: readonly number[];
  readonly weights: ReadonlyMap<string, PageWeight>;
  /** By device, then by page; the rounds are in the same order for all pages. Undefined without Chromium. */
  readonly loads: ReadonlyMap<string, ReadonlyMap<string, readonly PageLoad[]>> | undefined;
}

/** How often each is measured. */
export interface DocsPlan {
  readonly builds: number;
  readonly rounds: number;
}

interface Options {
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
  readonly executablePath: string | undefined;
}

/**
 * Builds the documentation and loads its pages from the disk, without a network.
 *
 * @throws the signal's reason when it aborts
 */
export async function measureDocs(plan: DocsPlan, options: Options): Promise<DocsResults> {
  const { signal, onStep, executablePath } = options;
  const temporary = await mkdtemp(path.join(tmpdir(), "bench-docs-"));
  try {
    const site = path.join(temporary, "site");
    const builds: number[] = [];
    for (let count = 1; count <= plan.builds; count += 1) {
      onStep(`build ${String(count)} of ${String(plan.builds)}`);
      const start = performance.now();
      await run(
        process.execPath,
        ["--import", "tsx", path.join(repositoryRoot, "scripts/docs-build.ts"), "--output", site],
        { cwd: repositoryRoot, signal },
      );
      builds.push(performance.now() - start);
    }
    const plain = path.join(temporary, "plain.html");
    await writeFile(plain, await plainRedoc());
    const files = new Map<string, string>([
      ...Object.entries(pages).map(([name, file]) => [name, path.join(site, file)] as const),
      [plainName, plain],
    ]);
    const weights = new Map<string, PageWeight>();
    for (const [name, file] of files) {
      if (name !== guideAgainName) weights.set(name, await weigh(file, site));
    }
    const loads =
      executablePath === undefined
        ? undefined
        : await measureLoads(executablePath, files, plan.rounds, options);
    return { builds, weights, loads };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The page that Redocly makes of the contract as it is published. */
async function plainRedoc(): Promise<string> {
  const file = path.join(repositoryRoot, "packages/openapi/openapi.json");
  const contract: unknown = JSON.parse(await readFile(file, "utf8"));
  if (!isNode(contract)) throw new Error(`${file} is not an object.`);
  return renderRedoc(contract);
}

async function weigh(file: string, site: string): Promise<PageWeight> {
  const page = await readFile(file, "utf8");
  const loaded = [...page.matchAll(/(?:src|href)="(?:\.\.\/)*(assets\/site\.(?:js|css))"/g)];
  const contents = [page];
  for (const [, asset = ""] of loaded)
    contents.push(await readFile(path.join(site, asset), "utf8"));
  return {
    bytes: sum(contents.map((text) => Buffer.byteLength(text))),
    gzipBytes: sum(contents.map((text) => gzipSync(text, { level: 9 }).byteLength)),
  };
}

async function measureLoads(
  executablePath: string,
  files: ReadonlyMap<string, string>,
  rounds: number,
  { random, signal, onStep }: Options,
): Promise<NonNullable<DocsResults["loads"]>> {
  const browser = await launchChromium(executablePath);
  const loads = new Map<string, Map<string, PageLoad[]>>();
  try {
    for (const device of devices) {
      const series = new Map([...files.keys()].map((name) => [name, [] as PageLoad[]]));
      // The first round fills caches, and does not count.
      for (let round = 0; round <= rounds; round += 1) {
        onStep(`${device.name}, round ${String(round)} of ${String(rounds)}`);
        for (const [name, file] of shuffle([...files], random)) {
          signal.throwIfAborted();
          const load = await loadPage(browser, pathToFileURL(file).href, device);
          if (round > 0) series.get(name)?.push(load);
        }
      }
      loads.set(device.name, series);
    }
    return loads;
  } finally {
    await browser.close();
  }
}

/** How long a page has to settle after it was loaded, in milliseconds. */
const SETTLED = 500;

/**
 * Loads a page in a window of its own, and waits until it has settled.
 *
 * @throws when the page showed nothing: it would be the quickest of all
 */
export async function loadPage(
  browser: Browser,
  url: string,
  { width, slower }: Pick<(typeof devices)[number], "width" | "slower">,
): Promise<PageLoad> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.goto(url);
    const load = await page.evaluate(async (settled) => {
      const times = { firstPaint: 0, largestPaint: 0, blocked: 0 };
      // Functions without names: the compiler would call a helper that the page does not have.
      const notes: [string, (entry: PerformanceEntry) => void][] = [
        [
          "paint",
          ({ name, startTime }) => {
            if (name === "first-contentful-paint") times.firstPaint = startTime;
          },
        ],
        [
          "largest-contentful-paint",
          ({ startTime }) => {
            times.largestPaint = startTime;
          },
        ],
        [
          "longtask",
          ({ duration }) => {
            times.blocked += Math.max(0, duration - 50);
          },
        ],
      ];
      for (const [type, note] of notes) {
        new PerformanceObserver((list) => {
          list.getEntries().forEach(note);
        }).observe({ type, buffered: true });
      }
      await new Promise((resolve) => setTimeout(resolve, settled));
      return times;
    }, SETTLED);
    if (load.firstPaint === 0) throw new Error(`${url} painted nothing.`);
    return load;
  } finally {
    await context.close();
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
