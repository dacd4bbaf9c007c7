/** Runs the blocks of a guide in their order, as its reader would. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startMock } from "@aisolution/mock";
import { transform } from "esbuild";
import { parse as parseYaml } from "yaml";
import { drawDiagram } from "../../scripts/docs/diagram.js";
import { repositoryRoot } from "../../scripts/lib/paths.js";
import {
  freePorts,
  withPort,
  withRealAddresses,
  withShownAddresses,
  type GuideAddresses,
} from "./guide-addresses.js";
import type { Fence, Step } from "./guide-blocks.js";
import { prepareFolders } from "./guide-folder.js";
import { matchesJson, outputPattern, tidyLines } from "./guide-output.js";
import { endGroup, signalGroup } from "./process-group.js";
import { isMissing } from "./programs.js";

/**
 * Below the repository, so that packages and npm scripts are found as in the root of a clone. Each process has its own:
 * two people can test at the same time.
 */
export const guidesFolder = path.join(repositoryRoot, ".cache/guides", String(process.pid));

/** The token of all guides. No block may print it. */
const token = "k7-token-of-the-guides-3f";

/** How long one block may take, on a busy machine. */
const patience = 120_000;

/** A block that did not do what its guide says. */
class GuideFault extends Error {
  override readonly name = "GuideFault";
}

/** What a page's blocks share. */
interface Page extends GuideAddresses {
  readonly folder: string;
  /** For scripts, outputs and the state of the shell. */
  readonly workFolder: string;
  /** Whether blocks have npm's own npx. */
  readonly realNpx: boolean;
  /** A block can start another mock. */
  mockUrl: string;
  readonly background: Started[];
}

/** A block that was started. */
interface Started {
  readonly child: ChildProcess;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one guide.
 *
 * @param options.missing interpreters that are not here: blocks that need them are passed over
 * @param options.realNpx whether `npx` is npm's own, which takes a second longer to start a program
 * @returns the blocks that were passed over
 * @throws GuideFault for the first block that fails, or prints something else
 */
export async function runGuide(
  name: string,
  steps: readonly Step[],
  options: { readonly missing: readonly string[]; readonly realNpx: boolean },
): Promise<readonly Fence[]> {
  const folder = path.join(guidesFolder, name);
  const workFolder = path.join(guidesFolder, `.${name}`);
  const isNeeded = steps.some(({ kind }) => kind === "run" || kind === "background");
  const mock = isNeeded ? await startMock({ port: 0 }) : undefined;
  const page: Page = {
    folder,
    workFolder,
    ports: await freePorts(),
    realNpx: options.realNpx,
    mockUrl: mock?.url ?? "",
    background: [],
  };
  const passedOver: Fence[] = [];
  try {
    await prepareFolders(page, steps);
    for (const [index, step] of steps.entries()) {
      if (await runStep(page, step, index, options)) continue;
      passedOver.push(step.fence);
    }
    for (const started of page.background) await refuseToken(started);
  } finally {
    for (const { child } of page.background) await endGroup(child);
    await mock?.close();
    await rm(folder, { recursive: true, force: true });
    await rm(workFolder, { recursive: true, force: true });
  }
  return passedOver;
}

/** @returns whether the step was done; false where its interpreter is missing */
async function runStep(
  page: Page,
  step: Step,
  index: number,
  options: { readonly missing: readonly string[] },
): Promise<boolean> {
  const { fence } = step;
  switch (step.kind) {
    case "not-run":
      return true;
    case "parse":
      parseText(fence);
      return true;
    case "draw":
      drawDiagram(fence.text, `line-${String(fence.line)}`);
      return true;
    case "file":
      await writeGuideFile(page, step.file, fence.text);
      return true;
    case "background":
    case "run": {
      const script = await scriptOf(page, fence, index);
      const calls = options.missing.some((program) =>
        new RegExp(`(?:^|[|;&(]\\s*|\\s)${program}\\s`, "m").test(script),
      );
      if (calls) return false;
      const started = await start(page, script, index);
      if (step.kind === "run") await finish(page, started, fence, step.output);
      else await awaitOutput(page, started, fence, step.output);
      return true;
    }
  }
}

function parseText({ language, text, line }: Fence): void {
  try {
    if (language === "json") JSON.parse(text);
    else parseYaml(text);
  } catch (error) {
    throw new GuideFault(`Line ${String(line)}: this is no ${language}.`, { cause: error });
  }
}

async function writeGuideFile(page: Page, name: string, shown: string): Promise<void> {
  const file = path.join(page.folder, name);
  const text = withRealAddresses(page, shown);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${text}\n`);
  // For `quickNpx`. Vitest would take the compiled test for a second one.
  if (page.realNpx || !/(?<!\.test|\.d)\.ts$/.test(name)) return;
  const { code } = await transform(text, { loader: "ts", format: "esm", target: "node20" });
  await writeFile(file.replace(/\.ts$/, ".js"), code);
}

const interpreters: Readonly<Record<string, string>> = {
  ts: "npx tsx",
  js: "node",
  py: "python3",
  rb: "ruby",
  go: "go run",
};

/** What the shell runs for a block. A program without a name is saved under one. */
async function scriptOf(page: Page, { language, text }: Fence, index: number): Promise<string> {
  const interpreter = interpreters[language];
  if (interpreter === undefined) return withPort(page, withRealAddresses(page, text));
  const name = `block-${String(index)}.${language}`;
  await writeGuideFile(page, name, text);
  return `${interpreter} ${name}`;
}

/** Starts a block in the state in which the block before it left the shell, in a process group of its own. */
async function start(page: Page, script: string, index: number): Promise<Started> {
  const inWork = (name: string): string => path.join(page.workFolder, name);
  const file = inWork(`${String(index)}.sh`);
  const stdout = inWork(`${String(index)}.out`);
  const stderr = inWork(`${String(index)}.err`);
  await writeFile(
    file,
    [
      "set -euo pipefail",
      `. '${inWork("state")}'`,
      `cd "$(cat '${inWork("cwd")}')"`,
      `export GUIDE_MOCK_URL='${page.mockUrl}'`,
      script,
      `export -p >'${inWork("state")}'`,
      `pwd >'${inWork("cwd")}'`,
    ].join("\n"),
  );
  const [out, errors] = await Promise.all([open(stdout, "w"), open(stderr, "w")]);
  const child = spawn("bash", [file], {
    cwd: page.folder,
    env: environment(page),
    detached: true,
    stdio: ["ignore", out.fd, errors.fd],
  });
  await once(child, "spawn");
  await Promise.all([out.close(), errors.close()]);
  return { child, stdout, stderr };
}

/** What a reader's shell has, without what the test runner puts there. */
function environment({ workFolder, realNpx }: Page): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$|npm_)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    ...(realNpx ? {} : { PATH: `${path.join(workFolder, "bin")}:${process.env["PATH"] ?? ""}` }),
    AISOLUTION_TOKEN: token,
    NODE_OPTIONS: `--import=${path.join(workFolder, "to-the-mock.mjs")}`,
    NO_COLOR: "1",
    // Whatever a block calls by mistake, it does not leave this machine.
    http_proxy: "http://127.0.0.1:9",
    https_proxy: "http://127.0.0.1:9",
    no_proxy: "127.0.0.1,localhost",
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
}

async function finish(
  page: Page,
  started: Started,
  fence: Fence,
  output: Fence | undefined,
): Promise<void> {
  const { child } = started;
  if (child.exitCode === null && child.signalCode === null) {
    const timer = setTimeout(() => {
      signalGroup(child, "SIGKILL");
    }, patience);
    await once(child, "exit");
    clearTimeout(timer);
  }
  signalGroup(child, "SIGKILL");
  await refuseToken(started);
  const [stdout, stderr] = await readOutput(started);
  if (child.exitCode !== 0) {
    const how = child.signalCode ?? `exit code ${String(child.exitCode)}`;
    throw new GuideFault(
      `Line ${String(fence.line)}: the block ended with ${how}.\n${stdout}\n${stderr}`,
    );
  }
  if (output !== undefined && !isShown(page, output, stdout)) {
    throw differs(page, output, stdout, stderr);
  }
}

function isShown(page: Page, { language, text }: Fence, stdout: string): boolean {
  const printed = withShownAddresses(page, stdout);
  const expected = withShownAddresses(page, text);
  if (language !== "json") {
    return outputPattern(expected, { start: false }).test(`${tidyLines(printed)}\n`);
  }
  try {
    return matchesJson(JSON.parse(expected), JSON.parse(printed));
  } catch {
    return false;
  }
}

function differs(page: Page, output: Fence, stdout: string, stderr: string): GuideFault {
  return new GuideFault(
    [
      `Line ${String(output.line)}: this is not what was printed.`,
      `--- shown\n${output.text}`,
      `--- printed\n${withShownAddresses(page, stdout)}`,
      `--- on stderr\n${stderr}`,
    ].join("\n"),
  );
}

/** Waits until a block that goes on has printed what the guide shows, or its first line. */
async function awaitOutput(
  page: Page,
  started: Started,
  fence: Fence,
  output: Fence | undefined,
): Promise<void> {
  page.background.push(started);
  const { child } = started;
  const end = performance.now() + patience;
  for (;;) {
    // Before the output is read: a program can print its last words and end.
    const isOver = child.exitCode !== null || child.signalCode !== null || performance.now() > end;
    const [stdout, stderr] = await readOutput(started);
    const [, address] = /\bMock of .* on (http:\S+)/.exec(stdout) ?? [];
    if (address !== undefined) page.mockUrl = address;
    const printed = withShownAddresses(page, stdout);
    const isThere =
      output === undefined
        ? printed.includes("\n")
        : outputPattern(output.text, { start: true }).test(`${tidyLines(printed)}\n`);
    if (isThere) return;
    if (isOver) throw differs(page, output ?? fence, stdout, stderr);
    await wait(50);
  }
}

async function readOutput({ stdout, stderr }: Started): Promise<[string, string]> {
  return Promise.all([readFile(stdout, "utf8"), readFile(stderr, "utf8")]);
}

async function refuseToken(started: Started): Promise<void> {
  const outputs = await readOutput(started);
  if (outputs.some((text) => text.includes(token))) {
    throw new GuideFault("A block prints the token.");
  }
}

/** Those of the interpreters of guides that are not on this machine. */
export function missingInterpreters(): string[] {
  return ["python3", "ruby", "go"].filter(isMissing);
}
