/** Nobody but programs of this machine use the control: pages cannot, whichever way they ask. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { text as readText } from "node:stream/consumers";
import { startMock, type Mock } from "@aisolution/mock";
import { afterEach, describe, expect, it } from "vitest";
import { findOperation, postForm } from "./call-mock.js";

const mocks: Mock[] = [];

afterEach(async () => {
  for (const mock of mocks.splice(0)) await mock.close();
});

async function start(remoteControl = false): Promise<Mock> {
  const mock = await startMock({ port: 0, remoteControl });
  mocks.push(mock);
  return mock;
}

async function send(
  mock: Mock,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): Promise<{ readonly head: IncomingMessage; readonly text: string }> {
  const { hostname, port } = new URL(mock.url);
  const request = httpRequest({ hostname, port, method, path, headers, agent: false });
  request.end(body);
  const head = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("upgrade", resolve).once("error", reject);
  });
  return { head, text: await readText(head) };
}

const calls: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/__mock/requests"],
  ["GET", "/__mock/callbacks"],
  ["POST", "/__mock/next"],
  ["POST", "/__mock/reset"],
  ["OPTIONS", "/__mock/reset"],
  ["HEAD", "/__mock/requests"],
  ["GET", "/__mock/nothing"],
  ["GET", "/__mock"],
  ["GET", "/x/../__mock/requests"],
];

const order = JSON.stringify({ operationId: "addFace", answers: ["gone"] });

const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a fetch of another site": { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors" },
  "a fetch that takes no answer": { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" },
  "a page of another port of this machine": {
    "Sec-Fetch-Site": "same-site",
    "Sec-Fetch-Mode": "no-cors",
  },
  "a link of another site": {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-User": "?1",
  },
  "a form of another site": {
    Origin: "https://example.com",
    "Content-Type": "text/plain",
  },
  "a form of a page that hides itself": {
    Origin: "null",
    "Content-Type": "application/x-www-form-urlencoded",
  },
  "a preflight": {
    Origin: "https://example.com",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Private-Network": "true",
  },
  "an image in an old browser": { Referer: "https://example.com/page" },
  "a page in a file, in an old browser": { Referer: "file:///page.html" },
  "a name that points at this machine": { Host: "rebound.example:4010" },
  "a name of this machine's address": { Host: "127.0.0.1.nip.io" },
  "a name with a dot behind": { Host: "localhost." },
  "a WebSocket of this machine's page": {
    Origin: "http://localhost:3000",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
  },
  "a WebSocket without an origin": {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
  },
  "an unknown kind of site": { "Sec-Fetch-Site": "cross-site, same-origin" },
};

describe.each(Object.entries(pages))("%s", (_name, headers) => {
  it("may not use the control", async () => {
    const mock = await start();
    mock.next("addFace", "fail");
    await postForm(mock.url, findOperation("deleteFace"));
    for (const [method, path] of calls) {
      const { head, text } = await send(
        mock,
        method,
        path,
        headers,
        method === "POST" ? order : "",
      );
      expect(head.statusCode, `${method} ${path}`).toBe(403);
      expect(head.headers["access-control-allow-origin"]).toBeUndefined();
      expect(text).not.toContain("deleteFace");
    }
    expect(mock.requests()).toHaveLength(1);
    const keys = [];
    for (let call = 0; call < 2; call += 1) {
      keys.push((await postForm(mock.url, findOperation("addFace"))).key);
    }
    expect(keys).toEqual(["fail", "ok"]);
  });
});

describe.each(Object.entries(pages).filter(([, { Host }]) => Host === undefined))(
  "%s, where other machines may use the control,",
  (_name, headers) => {
    it("may not use it", async () => {
      const mock = await start(true);
      for (const [method, path] of calls) {
        const { head } = await send(mock, method, path, headers, method === "POST" ? order : "");
        expect(head.statusCode, `${method} ${path}`).toBe(403);
      }
    });
  },
);

it.each<[string, Readonly<Record<string, string>>]>([
  ["a program", {}],
  ["a person who types the address", { "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate" }],
  ["a form that curl sends", { "Content-Type": "application/x-www-form-urlencoded" }],
])("%s may use the control, and no page gets to read the answer", async (_name, headers) => {
  const mock = await start();
  for (const [method, path] of calls) {
    const { head } = await send(mock, method, path, headers, method === "POST" ? order : "");
    expect(head.statusCode, `${method} ${path}`).not.toBe(403);
    const names = Object.keys(head.headers).filter((name) => name.startsWith("access-control"));
    expect(names, `${method} ${path}`).toEqual([]);
    expect(head.headers).toMatchObject({
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
  }
});
