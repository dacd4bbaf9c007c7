import { execFile } from "node:child_process";
import { repositoryRoot } from "../../scripts/lib/paths.js";

export { repositoryRoot };

/** How a program ended. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without a shell. */
export function run(
  program: string,
  parameters: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** What the program reads from its standard input. */
    readonly input?: Uint8Array;
  } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...parameters],
      {
        cwd: options.cwd ?? repositoryRoot,
        env: { ...process.env, NO_COLOR: "1", ...options.env },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== "number") {
          reject(new Error(`${program} cannot run: ${error.message}`, { cause: error }));
        } else {
          resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
        }
      },
    );
    if (options.input !== undefined) {
      // A program that ends without reading it all closes the pipe.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(options.input);
    }
  });
}

/** Runs a TypeScript program of this repository. */
export function runScript(script: string, ...parameters: readonly string[]): Promise<Run> {
  return run(process.execPath, ["--import", "tsx", script, ...parameters]);
}
