import { pathToFileURL } from "node:url";

/** Whether a module was started as a program, and not imported. */
export function isMain(moduleUrl: string): boolean {
  const entry = process.argv[1];
  return entry !== undefined && pathToFileURL(entry).href === moduleUrl;
}

/** Shows a step on a terminal, on one line; an empty text clears it. Silent in a pipe. */
export function progress(step: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[2K${step}`);
}
