import { UsageError } from "./command-line.js";

/**
 * Reads a port from the command line.
 *
 * @throws UsageError when the text is no whole number from 0 to 65535
 */
export function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port must be an integer from 0 to 65535, and not ${text}.`);
  }
  return Number(text);
}

/** The error of a server that cannot listen, in words; any other error stays as it is. */
export function listenError(error: unknown, port: number): unknown {
  const inUse = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  if (!inUse) return error;
  return new Error(`Port ${String(port)} is in use. Choose another with --port, or 0 for any.`, {
    cause: error,
  });
}
