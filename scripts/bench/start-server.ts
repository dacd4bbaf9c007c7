import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The server of the benchmark, in its own process. */
export interface BenchServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws when the server ends before it listens */
export async function startServer(): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL("server.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
  });
  const ended = once(child, "exit");
  const port: unknown = await Promise.race([
    once(child, "message").then(([message]: unknown[]) => message),
    ended.then(() => undefined),
  ]);
  if (typeof port !== "number") throw new Error("The server of the benchmark did not start.");
  return {
    url: `http://127.0.0.1:${String(port)}`,
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
