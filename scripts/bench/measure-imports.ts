import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repositoryRoot } from "../lib/paths.js";
import type { Rounds, Series } from "./measure-calls.js";
import { shuffle } from "./statistics.js";

const run = promisify(execFile);

/** Name of a process that imports nothing. */
export const bareNodeName = "Node alone";

/** Time of whole processes, and of the import in them, in milliseconds. */
export interface ImportSeries {
  readonly processes: Series;
  readonly imports: Series;
}

/**
 * Measures what it takes to import packages: in each round one new process for each, in random order, and
 * one that imports nothing.
 *
 * @throws the signal's reason when it aborts
 */
export async function measureImports(
  packages: readonly string[],
  { warmUp, rounds, random, signal, onRound }: Rounds,
): Promise<ImportSeries> {
  const names = [bareNodeName, ...packages];
  const processes = new Map(names.map((name): [string, number[]] => [name, []]));
  const imports = new Map(packages.map((name): [string, number[]] => [name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const name of shuffle(names, random)) {
      signal.throwIfAborted();
      const code = name === bareNodeName ? "" : `await import(${JSON.stringify(name)});`;
      const start = performance.now();
      const { stdout } = await run(
        process.execPath,
        [
          "--input-type=module",
          "--eval",
          `const start = performance.now(); ${code} console.log(performance.now() - start);`,
        ],
        { cwd: repositoryRoot, signal, env: { ...process.env, NODE_OPTIONS: "" } },
      );
      if (round < 0) continue;
      processes.get(name)?.push(performance.now() - start);
      imports.get(name)?.push(Number(stdout));
    }
    onRound(Math.max(0, round + 1));
  }
  return { processes, imports };
}
