import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { repositoryRoot } from "../lib/paths.js";

/** A program in its own process. */
export interface ChildProgram {
  /** What it told first. */
  readonly greeting: unknown;
  /** @throws when the program ends before it answers */
  readonly ask: (question: object) => Promise<unknown>;
}

/**
 * Makes JavaScript of a program of the benchmark: what loads TypeScript would be in the time that it takes to start,
 * and in the memory.
 *
 * @returns the path of the program
 */
export async function buildProgram(name: string): Promise<string> {
  const outfile = path.join(repositoryRoot, ".cache/bench", `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "es2022",
    logLevel: "silent",
  });
  return outfile;
}

/**
 * Starts a program for as long as it is used.
 *
 * @throws when the program ends before it tells something
 */
export async function withProgram<Result>(
  file: string,
  parameters: readonly string[],
  use: (program: ChildProgram) => Promise<Result>,
): Promise<Result> {
  const child = fork(file, [...parameters], {
    cwd: repositoryRoot,
    env: { ...process.env, NODE_OPTIONS: "" },
    execArgv: ["--expose-gc"],
  });
  const ended = once(child, "exit").then((): undefined => undefined);
  const message = async (): Promise<unknown> => {
    const found: unknown = await Promise.race([once(child, "message"), ended]);
    if (!Array.isArray(found)) throw new Error(`${path.basename(file)} ended too early.`);
    return found[0];
  };
  try {
    return await use({
      greeting: await message(),
      ask(question) {
        const answer = message();
        // Whether the program is still there is seen by its end.
        child.send(question, () => undefined);
        return answer;
      },
    });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}
