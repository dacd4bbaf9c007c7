/** The runtimes, and how each runs the suite. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../../scripts/lib/chromium.js";
import { run } from "../support/run.js";
import { startPages } from "./server.js";

/** What a runtime gets: the files of `build.ts`, and the surroundings of the suite. */
export interface Job {
  readonly folder: string;
  readonly query: string;
}

/** A place where the suite can run. */
export interface Runtime {
  /** Its program; undefined where it is not installed. */
  readonly program: string | undefined;
  /** How to get it. */
  readonly remedy: string;
  /** @returns the results of the suite as JSON */
  readonly runSuite: (program: string, job: Job) => Promise<string>;
}

/** The runtimes by name. */
export const runtimes = {
  "Node, as installed here": { program: process.execPath, remedy: "", runSuite: runNode },
  "Node 20.19": { ...installed("node-20/bin/node"), runSuite: runNode },
  "Node 22": { ...installed("node-22/bin/node"), runSuite: runNode },
  "Node 24": { ...installed("node-24/bin/node"), runSuite: runNode },
  Deno: { ...installed("@deno/linux-x64-glibc/deno"), runSuite: runDeno },
  Bun: { ...installed("@oven/bun-linux-x64/bin/bun"), runSuite: runBun },
  workerd: { ...installed("@cloudflare/workerd-linux-64/bin/workerd"), runSuite: runWorkerd },
  Chromium: { ...browser(), runSuite: (program, job) => runChromium(program, job, inPage) },
  "Chromium, dedicated worker": {
    ...browser(),
    runSuite: (program, job) => runChromium(program, job, inWorker),
  },
} as const satisfies Readonly<Record<string, Runtime>>;

/** Name of a runtime. */
export type RuntimeName = keyof typeof runtimes;

function installed(file: string): Pick<Runtime, "program" | "remedy"> {
  const program = fileURLToPath(new URL(`node_modules/${file}`, import.meta.url));
  return {
    program: existsSync(program) ? program : undefined,
    remedy: "npm run test:runtimes installs it, on Linux x64",
  };
}

function browser(): Pick<Runtime, "program" | "remedy"> {
  return { program: findChromium(), remedy: "set CHROMIUM_PATH" };
}

function runNode(program: string, job: Job): Promise<string> {
  return runProgram(program, ["command-line.js", job.query], job);
}

/** Deno may reach this machine only, and takes packages from `node_modules` alone. */
function runDeno(program: string, job: Job): Promise<string> {
  const parameters = [
    "run",
    "--no-prompt",
    "--no-remote",
    "--cached-only",
    "--no-lock",
    "--node-modules-dir=manual",
    "--allow-net=127.0.0.1",
    `--allow-read=${job.folder}`,
    "command-line.js",
    job.query,
  ];
  return runProgram(program, parameters, job);
}

function runBun(program: string, job: Job): Promise<string> {
  return runProgram(program, ["--no-install", "command-line.js", job.query], job);
}

async function runProgram(
  program: string,
  parameters: readonly string[],
  { folder }: Job,
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, parameters, {
    cwd: folder,
    // Settings, caches and proxies of whoever runs the test stay out of it.
    env: {
      HOME: folder,
      DENO_DIR: path.join(folder, "deno"),
      DENO_NO_UPDATE_CHECK: "1",
      DO_NOT_TRACK: "1",
      NODE_OPTIONS: "",
      NO_PROXY: "127.0.0.1",
    },
  });
  if (exitCode !== 0) throw new Error(`Exit code ${String(exitCode)}: ${stderr}`);
  return stdout;
}

/** workerd runs the suite when it gets a request. */
async function runWorkerd(program: string, { folder, query }: Job): Promise<string> {
  const file = path.join(folder, "workerd.capnp");
  await writeFile(file, workerdConfiguration);
  // The fourth channel tells the port.
  const child = spawn(program, ["serve", "--control-fd=3", file], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  try {
    const [, , errors, control] = child.stdio;
    if (!(control instanceof Readable)) throw new Error("There is no control channel.");
    const ready = once(createInterface(control), "line").then(String);
    const line = await Promise.race([ready, failWhenClosed(child, errors)]);
    const port = /"port":(\d+)/.exec(line)?.[1];
    if (port === undefined) throw new Error(`workerd told no port: ${line}`);
    const response = await fetch(`http://127.0.0.1:${port}/?${query}`);
    return await response.text();
  } finally {
    child.kill("SIGKILL");
  }
}

const workerdConfiguration = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "suite", worker = .suite),
    (name = "loopback", network = (allow = ["127.0.0.1/32"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "suite")],
);

const suite :Workerd.Worker = (
  modules = [(name = "edge-worker.js", esModule = embed "edge-worker.js")],
  compatibilityDate = "2026-11-01",
  globalOutbound = "loopback",
);
`;

/** Waits for the end of workerd, and throws what it said. */
async function failWhenClosed(child: ChildProcess, errors: Readable | null): Promise<never> {
  let text = "";
  errors?.on("data", (chunk) => (text += String(chunk)));
  await once(child, "close");
  throw new Error(`workerd ended: ${text}`);
}

/** What a page evaluates to run the suite; without types, because it is the page's code. */
const inPage = `import("/suite.js").then(({ runSuite }) => runSuite(location.search)).then(JSON.stringify)`;
const inWorker = `new Promise((resolve, reject) => {
  const worker = new Worker("/web-worker.js" + location.search, { type: "module" });
  worker.onmessage = ({ data }) => resolve(JSON.stringify(data));
  worker.onerror = ({ message }) => reject(new Error(message));
})`;

/** The page comes from another origin than the service, as it does for users. */
async function runChromium(program: string, { folder, query }: Job, code: string): Promise<string> {
  const read = (name: string): Promise<string> => readFile(path.join(folder, name), "utf8");
  const pages = await startPages(
    new Map([
      ["/", "<!doctype html><title>Suite</title>"],
      ["/suite.js", await read("suite.js")],
      ["/web-worker.js", await read("web-worker.js")],
    ]),
  );
  const instance = await chromium.launch({
    executablePath: program,
    headless: true,
    args: [...chromiumFlags, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
  try {
    const page = await instance.newPage();
    await page.goto(`${pages.origin}/?${query}`);
    return String(await page.evaluate<unknown>(code));
  } finally {
    await instance.close();
    await pages.close();
  }
}
