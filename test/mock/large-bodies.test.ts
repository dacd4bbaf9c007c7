/** Bodies that are large, or take more room than they have bytes: many chunks, fields or items. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { startMock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteStore } from "../../packages/mock/src/byte-store.js";
import { firstItems } from "../../packages/mock/src/first-items.js";
import { startProxy, type ExchangeReport } from "../../packages/mock/src/proxy.js";
import { createWorkLoad } from "../../packages/mock/src/work-load.js";
import { findOperation, postForm } from "./call-mock.js";
import { heldBytes } from "./held-bytes.js";
import { startTarget } from "./hostile-peers.js";

describe("the bytes of a body", () => {
  it("are those that came, in chunks of any size", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 50 })),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 1000 }),
        (chunks, limit, expected) => {
          const load = createWorkLoad();
          const room = load.enter();
          if (room === undefined) throw new Error("There is no room.");
          const store = new ByteStore(room, expected, limit);
          for (const chunk of chunks) store.add(Buffer.from(chunk));
          const whole = Buffer.concat(chunks);
          expect(store.size).toBe(whole.length);
          expect(store.body()).toEqual(whole.length > limit ? "too-long" : whole);
        },
      ),
    );
  });

  it("take room for themselves, and not for their chunks", () => {
    const room = createWorkLoad().enter();
    if (room === undefined) throw new Error("There is no room.");
    const held = heldBytes(() => {
      const store = new ByteStore(room);
      for (let count = 0; count < 1_000_000; count += 1) store.add(Buffer.alloc(1, 65));
      return store;
    });
    expect(held).toBeLessThan(4_000_000);
  });

  it("take little room for what a sender only says that it sends", () => {
    const room = createWorkLoad({ requests: 1, heldBytes: 1000 }).enter();
    if (room === undefined) throw new Error("There is no room.");
    const store = new ByteStore(room, 12_000_000);
    store.add(Buffer.alloc(100));
    expect(store.body()).toHaveLength(100);
    expect(room.take(201)).toBe(false);
    expect(room.take(200)).toBe(true);
  });

  it("are dropped where all bodies together would be over their limit, and leave room when they go", () => {
    const load = createWorkLoad({ requests: 3, heldBytes: 1000 });
    const [first, second] = [load.enter(), load.enter()];
    if (first === undefined || second === undefined) throw new Error("There is no room.");
    const fill = (room: typeof first, bytes: number) => {
      const store = new ByteStore(room);
      for (let count = 0; count < bytes; count += 1) store.add(Buffer.alloc(1));
      return store.body();
    };
    expect(fill(first, 600)).toBe("no-room");
    expect(fill(first, 500)).toHaveLength(500);
    expect(fill(second, 600)).toBe("no-room");
    first.leave();
    first.leave();
    expect(fill(second, 500)).toHaveLength(500);
    expect(fill(first, 1)).toBe("no-room");
    expect(load.enter()).toBeDefined();
    expect(load.enter()).toBeDefined();
    expect(load.enter()).toBeUndefined();
  });
});

describe("a form of many fields", () => {
  const fields = (count: number) => Array.from({ length: count }, () => "x=1").join("&");
  const [operation] = catalogue.operations;

  it.each([
    [999, 200],
    [1000, 400],
    [3_000_000, 400],
  ])("is answered by the mock where it has %i of them: HTTP %i", async (count, code) => {
    const mock = await startMock({ port: 0 });
    try {
      if (operation === undefined) throw new Error("The catalogue is empty.");
      const form = `img=/9j/4AAQ&${fields(count)}`;
      const reply = await postForm(mock.url, operation, { form });
      expect(reply.code).toBe(code);
      const reason = code === 400 ? "The form has more than 1000 fields." : null;
      expect(reply.headers.get("X-Mock-Reason")).toBe(reason);
    } finally {
      await mock.close();
    }
  });

  it("is not checked by the proxy", async () => {
    const report = await through(`img=/9j/4AAQ&${fields(1000)}`, { status: "FAIL", message: "" });
    expect(report.mismatches).toMatchObject([{ message: "has more than 1000 fields" }]);
  });
});

describe("an answer with many wrong items", () => {
  it("is checked by the proxy as far as its limit", async () => {
    const items = Array.from({ length: 1_000_000 }, () => 1);
    const report = await through("img=/9j/4AAQ", { status: "OK", message: items }, "searchFaces");
    expect(report.mismatches).toHaveLength(100);
    expect(report.mismatches[0]).toMatchObject({
      kind: "unchecked",
      message: "has an array of more than 10000 items, of which the first were checked",
    });
  });

  it("is cut wherever the array is, and only there", () => {
    const cut = (length: number) => firstItems({ a: [{ b: Array.from({ length }, () => 1) }] });
    expect(cut(10_000).isCut).toBe(false);
    expect(cut(10_001)).toEqual({ isCut: true, value: cut(10_000).value });
    const deep: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
    expect(firstItems(deep)).toEqual({ isCut: false, value: deep });
  });
});

/** Sends a form to an operation through the proxy, to a target that answers with this. */
async function through(
  form: string,
  answer: object,
  operationId = "recognizeGermanIdCard",
): Promise<ExchangeReport> {
  const body = JSON.stringify(answer);
  const { url, server } = await startTarget((socket) => {
    socket.resume();
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
    );
  });
  const reports: ExchangeReport[] = [];
  const proxy = await startProxy({
    target: url,
    port: 0,
    onReport: (report) => reports.push(report),
  });
  try {
    const reply = await postForm(proxy.url, findOperation(operationId), { form });
    expect(reply.code).toBe(200);
    await expect.poll(() => reports.length).toBe(1);
    const [report] = reports;
    if (report === undefined) throw new Error("There is no report.");
    return report;
  } finally {
    await proxy.close();
    server.close();
  }
}

describe("a body in many chunks", () => {
  it("is read by the mock as a whole", async () => {
    const mock = await startMock({ port: 0 });
    try {
      const text = `img=${encodeURIComponent(Buffer.concat([Buffer.from("/9j/4AAQ", "base64"), Buffer.alloc(30_000)]).toString("base64"))}`;
      const request = httpRequest(`${mock.url}/v1/de_ocr/general?token=test`, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      Readable.from(text).pipe(request);
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request.once("response", resolve).once("error", reject);
      });
      answer.resume();
      expect(answer.statusCode).toBe(200);
      expect(mock.requests()).toMatchObject([{ key: "ok", fields: { img: { bytes: 30_006 } } }]);
    } finally {
      await mock.close();
    }
  });
});
