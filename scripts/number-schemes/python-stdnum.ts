import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** What python-stdnum says, and which version of it. */
export interface PythonAnswer {
  readonly version: string;
  /** For each module, whether it accepts the numbers, in their order. */
  readonly accepted: ReadonlyMap<string, readonly boolean[]>;
}

/**
 * Asks python-stdnum about numbers.
 *
 * @param python the interpreter
 * @param numbers numbers by the module that is asked, as in `se.personnummer`
 * @throws Error when the interpreter or the library is missing
 */
export async function askPythonStdnum(
  python: string,
  numbers: Readonly<Record<string, readonly string[]>>,
): Promise<PythonAnswer> {
  const program = spawn(python, [fileURLToPath(new URL("judge.py", import.meta.url))]);
  const ended = new Promise<number | "not started" | null>((resolve) => {
    program.once("error", () => {
      resolve("not started");
    });
    program.once("close", resolve);
  });
  // A program that is not there, or that ends early, takes no input; its exit code says so.
  program.stdin.on("error", () => undefined).end(JSON.stringify(numbers));
  const [code, output, errors] = await Promise.all([
    ended,
    text(program.stdout),
    text(program.stderr),
  ]);
  if (code === "not started" || errors.includes("No module named 'stdnum'")) {
    throw new Error(
      'python-stdnum is missing. Install it by "python3 -m pip install python-stdnum", or name an interpreter that has it: --python <path>.',
    );
  }
  if (code !== 0) throw new Error(`python-stdnum failed:\n${errors}`);
  const [version = "", ...lines] = output.trim().split("\n");
  const accepted = lines.map((line): [string, boolean[]] => {
    const [name = "", flags = ""] = line.split(" ");
    return [name, Array.from(flags, (flag) => flag === "1")];
  });
  return { version, accepted: new Map(accepted) };
}
