import { pathToFileURL } from "node:url";
import {
  asksForHelp,
  helpText,
  readCommandLine,
  UsageError,
  type CommandLine,
  type Given,
  type OptionTable,
} from "./command-line.js";
import { errorText } from "./error-text.js";

/** How a program ends, beside the codes that it has itself. */
export const exitCodes = { failed: 1, wrongUsage: 2 } as const;

/**
 * Runs `main` when its module was started as a program, and not imported.
 *
 * @param moduleUrl `import.meta.url` of the module
 * @param line its options and arguments; `--help` shows them, and a mistake in them is exit code 2
 * @param main gives the exit code; an error that it throws is shown by its message, and is exit code 1
 */
export function runProgram<const Options extends OptionTable>(
  moduleUrl: string,
  line: CommandLine<Options>,
  main: (given: Given<Options>) => Promise<number>,
): void {
  const entry = process.argv[1];
  if (entry === undefined || pathToFileURL(entry).href !== moduleUrl) return;
  run(line, main).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      progress("");
      console.error(errorText(error));
      process.exitCode = error instanceof UsageError ? exitCodes.wrongUsage : exitCodes.failed;
    },
  );
}

async function run<const Options extends OptionTable>(
  line: CommandLine<Options>,
  main: (given: Given<Options>) => Promise<number>,
): Promise<number> {
  const given = process.argv.slice(2);
  if (asksForHelp(given)) {
    console.log(helpText(line));
    return 0;
  }
  return main(readCommandLine(line, given));
}

/** Shows a step on a terminal, on one line; an empty text clears it. Silent in a pipe. */
export function progress(step: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[2K${step}`);
}
