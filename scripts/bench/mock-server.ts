/**
 * A server that is measured: a program of its own, so that it shares no event loop with its clients. It tells
 * its port when it listens, and how much memory it holds when it is asked.
 */
import { setTimeout as wait } from "node:timers/promises";

/** What the program tells first. */
export interface ServerStarted {
  readonly port: number;
  /** From the start of the process until the server listened, in milliseconds. */
  readonly time: number;
}

/** What the program answers each question with, in bytes. */
export interface ServerMemory {
  /** Heap and buffers, after a collection. */
  readonly used: number;
  /** What the process has of the memory of the machine. */
  readonly resident: number;
}

async function startMockServer(): Promise<string> {
  const { startMock } = await import("@aisolution/mock");
  return (await startMock({ port: 0 })).url;
}

/** What `prism mock` does with a contract, without its command line and its log. */
async function startPrismServer(contract: string): Promise<string> {
  const { default: prismCore } = await import("@stoplight/prism-core");
  const { default: prismHttp } = await import("@stoplight/prism-http");
  const { default: prismServer } = await import("@stoplight/prism-http-server");
  const server = prismServer.createServer(await prismHttp.getHttpOperationsFromSpec(contract), {
    cors: true,
    config: {
      validateRequest: true,
      validateResponse: true,
      checkSecurity: true,
      errors: false,
      upstreamProxy: undefined,
      isProxy: false,
      mock: { dynamic: false },
    },
    components: { logger: prismCore.createLogger("bench", { level: "silent" }) },
  });
  return server.listen(0, "127.0.0.1");
}

async function memory(): Promise<ServerMemory> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("Start Node with --expose-gc.");
  // Sockets of the last clients go first. The second collection waits for the buffers of the first.
  await wait(200);
  gc();
  gc();
  await wait(50);
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: heapUsed + external, resident: rss };
}

const [kind, contract = ""] = process.argv.slice(2);
const url = kind === "mock" ? await startMockServer() : await startPrismServer(contract);
const started: ServerStarted = { port: Number(new URL(url).port), time: performance.now() };
process.send?.(started);
process.on("message", () => {
  void memory().then((answer) => process.send?.(answer));
});
// The other process has gone, in whatever way.
process.on("disconnect", () => {
  process.exit();
});
