import { setTimeout as wait } from "node:timers/promises";
import path from "node:path";
import { isNode } from "../../openapi/lint/document.js";
import { repositoryRoot } from "../lib/paths.js";
import { buildProgram, withProgram, type ChildProgram } from "./child-program.js";
import type { Series } from "./measure-calls.js";
import type { LoadOrder, LoadResult } from "./mock-load.js";
import type { ServerMemory, ServerStarted } from "./mock-server.js";
import { shuffle } from "./statistics.js";

export const mockName = "@aisolution/mock";
/** The mock a second time: what differs between the two is noise. */
export const mockAgainName = "@aisolution/mock, again";
export const prismName = "plain Prism";

/** Bytes of the picture that is sent: what the service recommends. */
const imageBytes = 200_000;
/** Requests that are under way at a time, each on a connection that stays open. */
export const connections = 8;

/** How much is measured. */
export interface MockPlan {
  readonly rounds: number;
  /** Requests of each server in each round. */
  readonly requests: number;
  /** Processes that are started of each server. */
  readonly starts: number;
  /** Requests after which the memory is looked at for the first time, and between two looks. */
  readonly memoryStep: number;
  /** Requests after which it is looked at for the last time. */
  readonly memoryRequests: number;
}

/** The memory of the mock's process. */
export interface MemorySample extends ServerMemory {
  /** How many requests it has answered. */
  readonly requests: number;
}

/** The mock beside plain Prism. */
export interface MockResults {
  readonly plan: MockPlan;
  /** By name, one for each round. */
  readonly loads: ReadonlyMap<string, readonly LoadResult[]>;
  readonly memory: readonly MemorySample[];
  /** From the start of a process until it listens, in milliseconds. */
  readonly starts: Series;
}

interface Options {
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

/** Starts a server for as long as it is used. */
type WithServer = <Result>(
  name: string,
  use: (server: ChildProgram) => Promise<Result>,
) => Promise<Result>;

/**
 * Measures the mock beside plain Prism, each in its own process, with one program of clients that calls one of them
 * at a time.
 *
 * @throws the signal's reason when it aborts
 */
export async function measureMock(plan: MockPlan, options: Options): Promise<MockResults> {
  const serverFile = await buildProgram("mock-server");
  const loadFile = await buildProgram("mock-load");
  const contract = path.join(repositoryRoot, "packages/openapi/openapi.json");
  const withServer: WithServer = (name, use) =>
    withProgram(serverFile, name === mockName ? ["mock"] : ["prism", contract], use);
  const starts = await measureStarts(withServer, plan, options);
  const parameters = [imageBytes, connections].map(String);
  return withProgram(loadFile, parameters, async (clients) => {
    const loads = await withServer(mockName, (mock) =>
      withServer(prismName, (prism) => {
        const ports = new Map([
          [mockName, startOf(mock).port],
          [mockAgainName, startOf(mock).port],
          [prismName, startOf(prism).port],
        ]);
        return measureLoads(clients, ports, plan, options);
      }),
    );
    const memory = await withServer(mockName, (mock) =>
      measureMemory(clients, mock, plan, options),
    );
    return { plan, loads, memory, starts };
  });
}

async function measureStarts(
  withServer: WithServer,
  plan: MockPlan,
  { random, signal, onStep }: Options,
): Promise<Series> {
  const names = [mockName, prismName];
  const series = new Map(names.map((name): [string, number[]] => [name, []]));
  // The first one reads the files from the disk.
  for (let round = 0; round <= plan.starts; round += 1) {
    onStep(`Starts, round ${String(round)} of ${String(plan.starts)}`);
    for (const name of shuffle(names, random)) {
      signal.throwIfAborted();
      const { time } = await withServer(name, (server) => Promise.resolve(startOf(server)));
      if (round > 0) series.get(name)?.push(time);
    }
  }
  return series;
}

async function measureLoads(
  clients: ChildProgram,
  ports: ReadonlyMap<string, number>,
  { rounds, requests }: MockPlan,
  { random, signal, onStep }: Options,
): Promise<ReadonlyMap<string, readonly LoadResult[]>> {
  const loads = new Map([...ports.keys()].map((name): [string, LoadResult[]] => [name, []]));
  // In the first one the code is compiled.
  for (let round = 0; round <= rounds; round += 1) {
    onStep(`Requests, round ${String(round)} of ${String(rounds)}`);
    for (const [name, port] of shuffle([...ports], random)) {
      signal.throwIfAborted();
      const result = await load(clients, { port, requests });
      if (round > 0) loads.get(name)?.push(result);
    }
  }
  return loads;
}

async function measureMemory(
  clients: ChildProgram,
  server: ChildProgram,
  { memoryStep, memoryRequests }: MockPlan,
  { signal, onStep }: Options,
): Promise<readonly MemorySample[]> {
  const { port } = startOf(server);
  const samples: MemorySample[] = [];
  for (let requests = memoryStep; requests <= memoryRequests; requests += memoryStep) {
    onStep(`Memory, request ${String(requests)} of ${String(memoryRequests)}`);
    signal.throwIfAborted();
    await load(clients, { port, requests: memoryStep });
    const memory = await server.ask({});
    if (!isMemory(memory)) throw new Error("The mock did not tell its memory.");
    samples.push({ ...memory, requests });
  }
  return samples;
}

async function load(clients: ChildProgram, order: LoadOrder): Promise<LoadResult> {
  // What the server before has left to do is not in the time of this one.
  await wait(50);
  const result = await clients.ask(order);
  if (!isLoadResult(result)) throw new Error("The clients told no times.");
  return result;
}

function startOf({ greeting }: ChildProgram): ServerStarted {
  if (!isStarted(greeting)) throw new Error("The server did not tell its port.");
  return greeting;
}

function isStarted(value: unknown): value is ServerStarted {
  return isNode(value) && typeof value["port"] === "number" && typeof value["time"] === "number";
}

function isMemory(value: unknown): value is ServerMemory {
  return (
    isNode(value) && typeof value["used"] === "number" && typeof value["resident"] === "number"
  );
}

function isLoadResult(value: unknown): value is LoadResult {
  return isNode(value) && typeof value["time"] === "number" && Array.isArray(value["latencies"]);
}
