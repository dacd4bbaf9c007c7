import { pathToFileURL } from "node:url";
import { errorText } from "./error-text.js";

/**
 * Runs `main` when its module was started as a program, and not imported.
 *
 * @param moduleUrl `import.meta.url` of the module
 * @param main gives the exit code; an error that it throws is shown by its message, and is exit code 1
 */
export function runProgram(moduleUrl: string, main: () => Promise<number>): void {
  const entry = process.argv[1];
  if (entry === undefined || pathToFileURL(entry).href !== moduleUrl) return;
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      progress("");
      console.error(errorText(error));
      process.exitCode = 1;
    },
  );
}

/** Shows a step on a terminal, on one line; an empty text clears it. Silent in a pipe. */
export function progress(step: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[2K${step}`);
}
