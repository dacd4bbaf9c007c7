/** The mock beside clients that break off, are slow, or speak no HTTP; over real sockets. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createClient, seededRandom } from "@aisolution/client";
import { startMock, type Mock, type MockOptions } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { jpeg } from "../client/pictures.js";
import { run } from "../support/run.js";
import { abusers, dial, form, head, sendTooMuch, type Connection } from "./abusers.js";

const tooMuch = "a body that is too large";

/** Faults that no test catches; they would end a program. */
const faults: unknown[] = [];
const keepFault = (fault: unknown): void => void faults.push(fault);
const faultEvents = ["uncaughtExceptionMonitor", "unhandledRejection", "warning"] as const;

beforeAll(() => {
  for (const event of faultEvents) process.on(event, keepFault);
});

afterAll(() => {
  for (const event of faultEvents) process.off(event, keepFault);
});

let resources: Readonly<Record<string, number>> = {};

beforeEach(() => {
  resources = openResources();
});

afterEach(async () => {
  const found = faults.splice(0);
  await vi.waitFor(() => {
    expect(openResources()).toEqual(resources);
  });
  expect(found).toEqual([]);
});

/** Sockets, servers and questions for names that are open. Timers come and go with the test runner. */
function openResources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (/TCP|TLS|GetAddrInfo/i.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Each mock ends with its test. */
async function withMock<Result>(
  options: MockOptions,
  use: (mock: Mock, port: number) => Promise<Result>,
): Promise<Result> {
  const mock = await startMock({ port: 0, ...options });
  try {
    return await use(mock, Number(new URL(mock.url).port));
  } finally {
    await mock.close();
  }
}

/** @returns how many milliseconds it took */
async function timeOf(task: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

async function expectRightAnswer(mock: Mock): Promise<void> {
  const client = createClient({ token: "test", baseUrl: mock.url, retry: false });
  const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: jpeg(5000) });
  expect(error).toBeUndefined();
  const operation = catalogue.operations.find((one) => one.path === "/v1/de_ocr/general");
  expect(data).toEqual(operation?.outcomes[0]?.example.value.message);
}

/** As many kinds as connections, by their shares, in random order. */
function drawKinds(count: number, random: () => number): readonly string[] {
  const kinds = Object.entries(abusers).flatMap(([name, { share }]) =>
    Array.from({ length: share }, () => name),
  );
  expect(kinds).toHaveLength(1000);
  return Array.from({ length: count }, () => kinds[Math.floor(random() * 1000)] ?? "");
}

it("lives through 500 clients at once", async () => {
  await withMock({}, async (mock, port) => {
    const random = seededRandom(1);
    const kinds = [...drawKinds(494, random), ...Array.from({ length: 6 }, () => tooMuch)];
    expect(new Set(kinds).size).toBe(Object.keys(abusers).length + 1);
    const answers = await Promise.all(
      kinds.map(async (kind, index) => {
        const visit = { port, random: seededRandom(1000 + index) };
        const answer = await (abusers[kind]?.visit(visit) ?? sendTooMuch(visit));
        return { kind, answer };
      }),
    );
    for (const { kind, answer } of answers) {
      expect(answer, kind).toMatch(abusers[kind]?.answer ?? /^HTTP\/1\.1 400 [^]*over \d+ bytes/);
    }
    await expectRightAnswer(mock);
    expect(mock.requests().length).toBeGreaterThan(200);
  });
});

it("answers while others are slow and silent", async () => {
  await withMock({}, async (mock, port) => {
    const slow = await openSlowConnections(port);
    await expectRightAnswer(mock);
    for (const { socket } of slow) expect(socket.destroyed).toBe(false);
  });
});

it("gives up a body that has no end", async () => {
  await withMock({}, async (mock, port) => {
    const { socket, write, received } = dial(port);
    await write(head(["Transfer-Encoding: chunked"]));
    const part = Buffer.alloc(0x100000, "A");
    let written = 0;
    while (!socket.destroyed && written < 200) {
      await write(Buffer.concat([Buffer.from("100000\r\n"), part, Buffer.from("\r\n")]));
      written += 1;
    }
    expect(written).toBeLessThan(100);
    expect(await received).toBe("");
    await expectRightAnswer(mock);
  });
});

/** Connections of all kinds that have no answer yet. */
async function openSlowConnections(port: number): Promise<readonly Connection[]> {
  const body = form(2000);
  const whole =
    head([`Content-Length: ${String(body.length)}`], "?token=test", "keep-alive") + body;
  const parts = [
    "",
    "POST /v1/de",
    head([]).slice(0, -2),
    head(["Content-Length: 100"]),
    head(["Content-Length: 100"]) + "img=half",
    head(["Transfer-Encoding: chunked"]) + "5\r\nimg",
    // Answered, and kept open for the next request that never comes.
    whole.replace("/v1/de_ocr/general", "/v1/nothing"),
  ];
  const connections = parts.flatMap((part) =>
    Array.from({ length: 10 }, () => ({ part, connection: dial(port) })),
  );
  for (const { part, connection } of connections) await connection.write(part);
  await vi.waitFor(() => {
    for (const { connection } of connections) expect(connection.socket.connecting).toBe(false);
  });
  return connections.map(({ connection }) => connection);
}

it("closes at once beside connections that are slow, silent or idle", async () => {
  await withMock({}, async (mock, port) => {
    const slow = await openSlowConnections(port);
    await expectRightAnswer(mock);
    expect(await timeOf(() => mock.close())).toBeLessThan(1000);
    await Promise.all(slow.map(({ received }) => received));
  });
});

it("closes at once while requests wait for their answers", async () => {
  await withMock({ latency: 600_000 }, async (mock, port) => {
    const body = form(2000);
    const whole =
      head([`Content-Length: ${String(body.length)}`], "?token=test", "keep-alive") + body;
    const waiting = Array.from({ length: 50 }, () => dial(port));
    for (const { write } of waiting) await write(whole.repeat(20));
    await wait(200);
    expect(await timeOf(() => mock.close())).toBeLessThan(1000);
    for (const { received } of waiting) expect(await received).toBe("");
    expect(mock.requests()).toEqual([]);
  });
});

it("closes at once in the middle of the abuse", async () => {
  await withMock({}, async (mock, port) => {
    const random = seededRandom(3);
    const visits = drawKinds(200, random).map(async (kind, index) =>
      abusers[kind]?.visit({ port, random: seededRandom(3000 + index) }),
    );
    await wait(50);
    expect(await timeOf(() => mock.close())).toBeLessThan(1000);
    await Promise.all(visits);
  });
});

it("answers 500 to a fault of its own", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "mock-fault-"));
  try {
    const document = path.join(folder, "openapi.json");
    // No header can have a line break.
    const headers = { "X-Broken": { schema: { type: "string" }, example: "one\ntwo" } };
    const post = { responses: { 200: { description: "Broken.", headers } } };
    const info = { title: "Broken", version: "1" };
    await writeFile(document, JSON.stringify({ openapi: "3.1.0", info, paths: { "/": { post } } }));
    await withMock({ document }, async ({ url }) => {
      const response = await fetch(url, { method: "POST" });
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({ status: expect.any(String) });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("can be closed twice, and at the same time", async () => {
  await withMock({}, async (mock) => {
    await Promise.all([mock.close(), mock.close()]);
    await mock.close();
  });
});

it("leaves nothing that keeps a program alive", async () => {
  const program = `
    import { connect } from "node:net";
    import { setTimeout as wait } from "node:timers/promises";
    import { startMock } from "@aisolution/mock";
    const mock = await startMock({ port: 0, latency: 600000, callbackDelay: 600000 });
    const { port } = new URL(mock.url);
    const open = (text) => connect(port, "127.0.0.1").on("error", () => {}).resume().write(text);
    const call = (path, body, more = "") =>
      "POST " + path + "?token=t HTTP/1.1\\r\\nHost: x\\r\\n" + more +
      "Content-Type: application/x-www-form-urlencoded\\r\\nContent-Length: " + body.length + "\\r\\n\\r\\n" + body;
    open("");
    open("POST / HTTP/1.1\\r\\n");
    open(call("/v1/de_ocr/general", "img=").slice(0, -2));
    open(call("/v1/de_ocr/general", "img=").repeat(20));
    open(call("/v1/gliswadetail", "number=1&callback=http%3A%2F%2F127.0.0.1%3A9%2F").repeat(20));
    await wait(300);
    await mock.close();
    await wait(50);
    const left = process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY|FSReq/.test(name));
    console.log(JSON.stringify(left));`;
  const start = performance.now();
  const { exitCode, stdout, stderr } = await run(process.execPath, [
    ...["--trace-warnings", "--input-type=module", "--eval", program],
  ]);
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: "[]\n", stderr: "" });
  expect(performance.now() - start).toBeLessThan(20_000);
});
