/** The control of a mock, and what it tells about the requests that it got. */
import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { text as readText } from "node:stream/consumers";
import { createClient } from "@aisolution/client";
import { startMock, type JournalEntry, type Mock, type MockOptions } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterEach, describe, expect, it } from "vitest";
import { jpeg } from "../client/pictures.js";
import { control, findOperation, operationTable, postForm, setNext } from "./call-mock.js";

const mocks: Mock[] = [];

afterEach(async () => {
  for (const mock of mocks.splice(0)) await mock.close();
});

async function start(options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock({ port: 0, callbackDelay: 0, ...options });
  mocks.push(mock);
  return mock;
}

const addFace = findOperation("addFace");
const deleteFace = findOperation("deleteFace");
const whatsApp = findOperation("getWhatsAppDetail");

/** A request with headers that `fetch` would not send. */
function send(
  mock: Mock,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(mock.url);
    const request = httpRequest({ hostname, port, method, path, headers }, (response) => {
      readText(response).then(() => {
        resolve(response.statusCode ?? 0);
      }, reject);
    });
    request.on("error", reject).end();
  });
}

describe("the list of requests", () => {
  it("has each request, without its values", async () => {
    const mock = await start();
    const picture = jpeg(1234);
    const client = createClient({ token: "zyx-token", tokenIn: "header", baseUrl: mock.url });
    await client.face.addFace({ img: picture });
    await postForm(mock.url, deleteFace, { form: { person_id: "zyx-person" } });
    await fetch(`${mock.url}/v1/nothing?zyx=1`);
    await fetch(mock.url + addFace.path, { method: "PUT" });
    const known = {
      number: expect.any(Number),
      duration: expect.any(Number),
      operationId: "addFace",
      path: addFace.path,
    };
    const listPaths = catalogue.operations.map(({ path }) => path).join(", ");
    expect(mock.requests()).toEqual([
      {
        ...known,
        number: 1,
        method: "POST",
        tokenIn: "header",
        code: 200,
        key: "ok",
        chosenBy: "state",
        fields: {
          img: {
            kind: "image",
            mediaType: "image/jpeg",
            bytes: 1234,
            sha256: createHash("sha256").update(picture).digest("hex"),
          },
        },
      },
      {
        ...known,
        number: 2,
        method: "POST",
        path: deleteFace.path,
        operationId: "deleteFace",
        tokenIn: "query",
        code: 200,
        key: "person-id-not-exist",
        chosenBy: "input",
        reason: "The group of this token has no such person.",
        fields: { person_id: { kind: "text", length: 10 } },
      },
      {
        number: 3,
        duration: expect.any(Number),
        method: "GET",
        path: "/v1/*",
        code: 404,
        key: "not-found",
        chosenBy: "contract",
        reason: `There is no such path. The paths are ${listPaths}.`,
        fields: {},
      },
      {
        ...known,
        number: 4,
        method: "PUT",
        code: 405,
        key: "method-not-allowed",
        chosenBy: "contract",
        reason: "This path takes POST only.",
        fields: {},
      },
    ]);
    expect(JSON.stringify(mock.requests())).not.toContain("zyx");
    expect(await control(mock.url, "requests")).toMatchObject({
      code: 200,
      body: JSON.parse(JSON.stringify(mock.requests())),
    });
    // Looking is no request.
    expect(mock.requests()).toHaveLength(4);
  });

  it("keeps the last thousand", async () => {
    const mock = await start();
    for (let batch = 0; batch < 41; batch += 1) {
      await Promise.all(
        Array.from({ length: 25 }, async () => {
          const response = await fetch(mock.url);
          await response.text();
        }),
      );
    }
    expect(mock.requests()).toHaveLength(1000);
    expect(mock.requests().at(0)?.number).toBe(26);
    expect(mock.requests().at(-1)?.number).toBe(1025);
  });

  it("is told to the one who watches, entry by entry", async () => {
    const entries: JournalEntry[] = [];
    const mock = await start({ onAnswer: (entry) => entries.push(entry) });
    await postForm(mock.url, addFace);
    await postForm(mock.url, addFace, { token: "" });
    expect(entries).toEqual(mock.requests());
    expect(entries.map(({ code }) => code)).toEqual([200, 401]);
  });

  it("goes on when the one who watches it fails", async () => {
    const mock = await start({
      onAnswer: () => {
        throw new Error("The watcher failed.");
      },
    });
    expect(await postForm(mock.url, addFace)).toMatchObject({ code: 200 });
    expect(await postForm(mock.url, addFace)).toMatchObject({ code: 200 });
    expect(mock.requests()).toHaveLength(2);
  });
});

describe("next answers", () => {
  it("are given in order, each once, to their operation only", async () => {
    const mock = await start();
    mock.next("addFace", "retry-later", "fail");
    const order = { operationId: "addFace", answers: ["gone"] };
    await control(mock.url, "next", JSON.stringify(order));
    expect(await postForm(mock.url, deleteFace)).toMatchObject({ key: "person-id-not-exist" });
    const keys: (string | null)[] = [];
    for (let call = 0; call < 4; call += 1) keys.push((await postForm(mock.url, addFace)).key);
    expect(keys).toEqual(["retry-later", "fail", "gone", "ok"]);
  });

  it("let the client try again", async () => {
    const mock = await start();
    mock.next("recognizeGermanIdCard", "retry-later", "service-unavailable", "ok");
    const client = createClient({
      token: "test",
      baseUrl: mock.url,
      retry: { baseDelay: 1, maxRetryAfter: 0 },
    });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: jpeg(100) });
    expect(error).toMatchObject({ httpStatus: 503, attempts: 2 });
    const again = await client.identityCard.recognizeGermanIdCard({ img: jpeg(100) });
    expect(again.error).toBeUndefined();
  });

  it("come before bad input, and not before a token", async () => {
    const mock = await start();
    mock.next("addFace", "fail");
    expect(await postForm(mock.url, addFace, { token: "" })).toMatchObject({ code: 401 });
    expect(await postForm(mock.url, addFace, { form: {} })).toMatchObject({ key: "fail" });
    expect(await postForm(mock.url, addFace, { form: {} })).toMatchObject({ code: 400 });
  });

  it("are refused for an operation that is none", async () => {
    const mock = await start();
    const known = operationTable.map(([operationId]) => operationId).join(", ");
    const message = `There is no such operation. The operations are ${known}.`;
    expect(() => {
      setNext(mock, "toString", "ok");
    }).toThrow(new TypeError(message));
    const order = { operationId: "toString", answers: ["ok"] };
    expect(await control(mock.url, "next", JSON.stringify(order))).toMatchObject({
      code: 400,
      body: { message },
    });
  });

  it.each([
    ["no JSON", "addFace"],
    ["nothing", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["no answers", '{"operationId":"addFace"}'],
    ["an empty list", '{"operationId":"addFace","answers":[]}'],
    ["a text", '{"operationId":"addFace","answers":"ok"}'],
    ["numbers", '{"operationId":"addFace","answers":[1]}'],
    ["no operation", '{"answers":["ok"]}'],
    ["other characters", "\u00ff\u00fe"],
  ])("are refused from %s, with an example", async (_name, body) => {
    const mock = await start();
    const reply = await control(mock.url, "next", body);
    expect({ code: reply.code, body: reply.body }).toEqual({
      code: 400,
      body: {
        message: 'Send JSON such as {"operationId": "addFace", "answers": ["retry-later", "ok"]}.',
      },
    });
  });
});

it("says how long the body of a control can be", async () => {
  const body = `{"operationId":"${"x".repeat(12 * 1024 * 1024)}"}`;
  expect(await control((await start()).url, "next", body)).toMatchObject({
    code: 400,
    body: { message: "The body is over 12582912 bytes. Send fewer answers." },
  });
});

it("forgets all by a reset", async () => {
  const mock = await start({ rateLimit: 3 });
  const call = () => postForm(mock.url, addFace);
  await call();
  await call();
  await postForm(mock.url, whatsApp, {
    form: { number: "7700900123", callback: "https://example.com" },
  });
  expect(await call()).toMatchObject({ code: 429 });
  await mock.idle();
  expect(mock.requests()).toHaveLength(4);
  expect(mock.callbacks()).toHaveLength(1);
  mock.next("addFace", "fail");
  expect(await control(mock.url, "reset", "")).toMatchObject({ code: 200, body: { reset: true } });
  expect(mock.requests()).toEqual([]);
  expect(mock.callbacks()).toEqual([]);
  expect(await call()).toMatchObject({ key: "ok", body: { message: { person_count: 1 } } });
  expect(mock.requests()).toMatchObject([{ number: 1 }]);
});

it.each([
  ["GET", "/__mock"],
  ["GET", "/__mock/"],
  ["GET", "/__mock/next"],
  ["POST", "/__mock/requests"],
  ["DELETE", "/__mock/requests"],
  ["OPTIONS", "/__mock/reset"],
  ["GET", "/__mock/toString"],
])("answers 404 to %s %s, and lists what there is", async (method, path) => {
  const mock = await start();
  const response = await fetch(mock.url + path, { method });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    message:
      "There is no such control. There are GET /__mock/requests, GET /__mock/callbacks, POST /__mock/next, POST /__mock/reset.",
  });
});

describe("a page", () => {
  it.each([
    ["of another origin", { Origin: "https://example.com" }],
    ["of this machine", { Origin: "http://localhost:3000" }],
    ["in a file", { Origin: "null" }],
    ["under another name of this machine", { Host: "example.com" }],
    ["under a name that begins like an address", { Host: "127.0.0.1.example.com" }],
    ["under a name that begins like this machine's", { Host: "localhost.example.com:80" }],
  ])("%s may not use the control", async (_name, headers) => {
    const mock = await start();
    mock.next("addFace", "fail");
    for (const [method, path] of [
      ["POST", "/__mock/reset"],
      ["GET", "/__mock/requests"],
      ["OPTIONS", "/__mock/reset"],
    ] as const) {
      expect(await send(mock, method, path, headers)).toBe(403);
    }
    expect(await postForm(mock.url, addFace)).toMatchObject({ key: "fail" });
  });

  it.each(["localhost", "localhost:4010", "127.0.0.1", "127.0.0.2:80", "[::1]:4010"])(
    "is none where the Host is %s",
    async (host) => {
      expect(await send(await start(), "GET", "/__mock/requests", { Host: host })).toBe(200);
    },
  );

  it("is let in by another name where the mock is open to other machines", async () => {
    const mock = await start({ remoteControl: true });
    expect(await send(mock, "GET", "/__mock/requests", { Host: "mock.example.test" })).toBe(200);
    const headers = { Host: "mock.example.test", Origin: "https://example.com" };
    expect(await send(mock, "GET", "/__mock/requests", headers)).toBe(403);
  });

  it("may call the operations", async () => {
    const mock = await start();
    const origin = { Origin: "https://example.com" };
    const preflight = await fetch(`${mock.url}${addFace.path}?token=test`, {
      method: "OPTIONS",
      headers: {
        ...origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,x-own",
      },
    });
    expect(preflight.status).toBe(204);
    expect(await preflight.text()).toBe("");
    const header = (name: string) => preflight.headers.get(`Access-Control-${name}`);
    expect(header("Allow-Origin")).toBe("*");
    expect(header("Allow-Methods")).toBe("POST");
    expect(header("Allow-Headers")).toBe("authorization,x-own");
    expect(header("Max-Age")).toBe("600");
    for (const prefer of ["example=ok", "code=503"]) {
      const reply = await postForm(mock.url, addFace, { headers: { ...origin, Prefer: prefer } });
      expect(reply.headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(reply.headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
    }
    // A preflight is no request of its own.
    expect(mock.requests()).toHaveLength(2);
  });
});

describe("many mocks in one process", () => {
  it("do not disturb each other", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => start()));
    expect(new Set(all.map(({ url }) => url)).size).toBe(20);
    const [first] = all;
    first?.next("addFace", "fail");
    const replies = await Promise.all(all.map(({ url }) => postForm(url, addFace)));
    const [failed, ...others] = replies;
    expect(failed).toMatchObject({ key: "fail" });
    // Each has the first face of its own group, with the same ids.
    expect(others.map(({ body }) => body)).toEqual(others.map(() => others[0]?.body));
    expect(others[0]?.body).toMatchObject({ status: "OK", message: { person_count: 1 } });
    first?.reset();
    expect(all.map((mock) => mock.requests().length)).toEqual([0, ...others.map(() => 1)]);
    await mocks.shift()?.close();
    const last = all.at(-1);
    expect(await postForm(last?.url ?? "", addFace)).toMatchObject({ code: 200 });
    await expect(fetch(first?.url ?? "")).rejects.toThrow(TypeError);
  });

  it("say which port is taken, and how to take another one", async () => {
    const mock = await start();
    const port = Number(new URL(mock.url).port);
    await expect(startMock({ port })).rejects.toThrow(
      `Port ${String(port)} is in use. Choose another port, or 0 for a free one.`,
    );
    expect(await postForm(mock.url, addFace)).toMatchObject({ code: 200 });
  });
});

it("gives an address that can be called where it listens on all", async () => {
  const mock = await start({ host: "0.0.0.0" });
  expect(new URL(mock.url).hostname).toBe("127.0.0.1");
  expect((await fetch(`${mock.url}/__mock/requests`)).status).toBe(200);
});
