/** Values whose classes are of another realm, as a test runner, an iframe or a `vm` context has them. */
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { createClient, type AisolutionClient } from "@aisolution/client";
import { fromFile, fromStream } from "@aisolution/client/node";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jpeg } from "./pictures.js";

const image = jpeg(600);
const base64 = Buffer.from(image).toString("base64");

let baseUrl = "";
let received = "";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received = new URLSearchParams(Buffer.concat(chunks).toString()).get("img") ?? "";
    response.end('{"status":"OK","message":{}}');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  baseUrl = `http://127.0.0.1:${String(address.port)}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Runs an expression in a realm of its own, where `image` is an array of numbers. */
function inOtherRealm(expression: string): unknown {
  return vm.runInNewContext(expression, { image: [...image] });
}

const views = [
  "Uint8Array",
  "Uint8ClampedArray",
  "Int8Array",
  "Uint16Array",
  "Float64Array",
  "DataView",
].map((name): [string, string] => [
  name,
  name === "DataView"
    ? "new DataView(Uint8Array.from(image).buffer)"
    : `new ${name}(Uint8Array.from(image).buffer)`,
]);

const values: readonly (readonly [name: string, expression: string])[] = [
  ...views,
  ["ArrayBuffer", "Uint8Array.from(image).buffer"],
  [
    "SharedArrayBuffer",
    "(() => { const b = new SharedArrayBuffer(image.length); new Uint8Array(b).set(image); return b; })()",
  ],
  ["a part of a buffer", "Uint8Array.from([1, 2, 3, ...image, 4, 5]).subarray(3, -2)"],
  [
    "an async generator",
    "(async function* () { yield Uint8Array.from(image.slice(0, 9)); yield Uint8Array.from(image.slice(9)); })()",
  ],
  [
    "a web stream",
    `({ getReader() { const parts = [Uint8Array.from(image)]; return {
      read: async () => ({ done: parts.length === 0, value: parts.shift() }),
      cancel: async () => undefined,
    }; } })`,
  ],
];

async function send(img: unknown): Promise<unknown> {
  received = "";
  const client = createClient({ token: "token", baseUrl });
  const { error } = await Reflect.apply(client.identityCard.recognizeGermanIdCard, undefined, [
    { img },
  ]);
  return error;
}

describe("a value of another realm", () => {
  it.each(values)("is sent as an image: %s", async (_name, expression) => {
    expect(await send(inOtherRealm(expression))).toBeUndefined();
    expect(received).toBe(base64);
  });

  it.each(values.filter(([name]) => /generator|stream/.test(name)))(
    "is sent through fromStream: %s",
    async (_name, expression) => {
      const stream: unknown = inOtherRealm(expression);
      expect(await send(Reflect.apply(fromStream, undefined, [stream]))).toBeUndefined();
      expect(received).toBe(base64);
    },
  );

  it.each(values.slice(0, 7))("can be a chunk of a stream: %s", async (_name, expression) => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(inOtherRealm(expression));
        controller.close();
      },
    });
    expect(await send(stream)).toBeUndefined();
    expect(received).toBe(base64);
  });

  it.each([
    ["an array of numbers", "image", /must not be of type Array/],
    ["an object", "({ path: 'card.jpg' })", /must not be of type Object/],
    ["undefined", "undefined", /img is missing/],
  ])("is refused all the same: %s", async (_name, expression, message) => {
    expect(await send(inOtherRealm(expression))).toMatchObject({
      name: "InputError",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["Uint8Array", "Uint8Array.from(text)"],
    ["ArrayBuffer", "Uint8Array.from(text).buffer"],
    ["DataView", "new DataView(Uint8Array.from(text).buffer)"],
  ])("can be a chunk of an answer: %s", async (_name, expression) => {
    const text = [...Buffer.from('{"status":"OK","message":{"Surname":"é"}}')];
    const chunk: unknown = vm.runInNewContext(expression, { text });
    const client = createClient({
      token: "token",
      // Without Content-Length, as a compressed answer or one in chunks.
      fetch: () => Promise.resolve(answerOf(chunk)),
    });
    const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: image });
    expect(error).toBeUndefined();
    expect(data).toEqual({ Surname: "é" });
    expect(client.usage()).toMatchObject({ charge: 1, unknown: 0 });
  });

  it("that is no bytes in an answer is an answer that cannot be read, and is not asked for again", async () => {
    const client = createClient({
      token: "token",
      retry: { uncertain: true, baseDelay: 1 },
      fetch: () => Promise.resolve(answerOf("text")),
    });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: image });
    expect(error).toMatchObject({ name: "ResponseFormatError", billing: "unknown", attempts: 1 });
  });

  it("can be a URL", async () => {
    const { window } = new JSDOM("");
    const address: unknown = new window.URL(`${baseUrl}/proxy`);
    const client: AisolutionClient = Reflect.apply(createClient, undefined, [
      { token: "token", baseUrl: address },
    ]);
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: image });
    expect(error).toBeUndefined();
    const file: unknown = new window.URL(pathToFileURL("/nowhere/card.jpg").href);
    expect(await send(Reflect.apply(fromFile, undefined, [file]))).toMatchObject({
      message: expect.stringMatching(/\(ENOENT\)/),
    });
  });
});

/** An answer whose body gives this chunk as it is. */
function answerOf(chunk: unknown): Response {
  const response = new Response("", { headers: { "Content-Type": "application/json" } });
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(chunk);
      controller.close();
    },
  });
  Object.defineProperty(response, "body", { value: body });
  return response;
}
