import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { repositoryRoot } from "./paths.js";

const require = createRequire(import.meta.url);
const program = path.join(path.dirname(require.resolve("@redocly/cli/package.json")), "bin/cli.js");

/** What a run of Redocly printed, and how it ended. */
export interface RedoclyRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the pinned Redocly CLI with the configuration of this repository. */
export function runRedocly(command: string, ...options: readonly string[]): Promise<RedoclyRun> {
  // Respect knows no such option: it finds the file in the folder where it runs.
  const config =
    command === "respect" ? [] : ["--config", path.join(repositoryRoot, "redocly.yaml")];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, command, ...options, ...config],
      {
        cwd: repositoryRoot,
        maxBuffer: 64 * 1024 * 1024,
        env: {
          ...process.env,
          REDOCLY_TELEMETRY: "off",
          REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
          NO_COLOR: "1",
        },
      },
      (error, stdout, stderr) => {
        // A failed lint is an answer; a program that cannot run is not.
        if (error !== null && typeof error.code !== "number") {
          reject(new Error(`Redocly cannot run: ${error.message}`, { cause: error }));
        } else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
      },
    );
  });
}
