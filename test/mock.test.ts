/** Every operation and every outcome, through the client and the mock, over a real socket. */
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { createClient } from "@aisolution/client";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue, type Failure, type Operation } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callOperation } from "./support/call-operation.js";

/** Which class of the client each kind of failure ends in; written out here, to hold the emitter against it. */
const errorClasses: Readonly<Record<Failure, string>> = {
  recognition: "RecognitionError",
  image: "ImageError",
  face: "FaceError",
  "not-found": "NotFoundError",
  request: "InvalidRequestError",
  unavailable: "UnavailableError",
  authentication: "AuthenticationError",
  "rate-limit": "RateLimitError",
  http: "HttpError",
};

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

afterAll(() => mock.close());

interface Reply {
  readonly code: number;
  readonly body: unknown;
}

async function post(
  operation: Operation,
  options: {
    readonly query?: string;
    readonly headers?: Record<string, string>;
    readonly form?: Record<string, string>;
  },
): Promise<Reply> {
  const response = await fetch(`${mock.url}${operation.path}${options.query ?? "?token=test"}`, {
    method: operation.method,
    headers: options.headers ?? {},
    body: new URLSearchParams(options.form ?? operation.request.examples[0]?.value),
  });
  return { code: response.status, body: await response.json() };
}

describe.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (_operationId, operation) => {
    it.each(operation.outcomes.map((outcome) => [outcome.key, outcome] as const))(
      "answers %s",
      async (key, outcome) => {
        const reply = await post(operation, { headers: { Prefer: `example=${key}` } });
        expect(reply).toEqual({ code: 200, body: outcome.example.value });
      },
    );

    it.each(catalogue.httpErrors.map((error) => [error.code, error] as const))(
      "answers HTTP %i",
      async (code, error) => {
        const reply = await post(operation, { headers: { Prefer: `code=${String(code)}` } });
        expect(reply).toEqual({ code, body: error.example });
      },
    );

    it.each(["query", "header"] as const)(
      "is reached by the client, with the token in the %s",
      async (tokenIn) => {
        const client = createClient({ token: "test", tokenIn, baseUrl: mock.url });
        const result = await callOperation(client, operation, operation.request.examples[0]?.value);
        expect(result).toMatchObject({
          data: operation.outcomes[0]?.example.value.message,
          error: undefined,
        });
      },
    );

    it.each(operation.outcomes.map((outcome) => [outcome.key, outcome] as const))(
      "ends in the right class of the client for %s",
      async (key, { failure, status, billing, retry, failedImage, example }) => {
        const client = createClient({
          token: "test",
          baseUrl: mock.url,
          retry: false,
          fetch: (url, init) => {
            const headers = new Headers(init.headers);
            headers.set("Prefer", `example=${key}`);
            return fetch(url, { ...init, headers });
          },
        });
        const result = await callOperation(client, operation, operation.request.examples[0]?.value);
        expect(client.usage()).toMatchObject({ calls: 1, [billing]: 1 });
        if (failure === undefined) {
          expect(result).toMatchObject({ data: example.value.message, error: undefined });
          return;
        }
        const image = failedImage === undefined ? {} : { image: failedImage };
        expect(result).toMatchObject({
          data: undefined,
          error: { ...image, name: errorClasses[failure], status, billing, attempts: 1 },
        });
        expect(result).toHaveProperty("error.retryable", retry === "backoff");
        expect(result).toHaveProperty("error.source", example.value);
      },
    );

    it.each(catalogue.httpErrors.map((error) => [error.code, error] as const))(
      "ends in the right class of the client for HTTP %i",
      async (code, { failure, billing, example }) => {
        const client = createClient({
          token: "test",
          baseUrl: mock.url,
          retry: false,
          fetch: (url, init) => {
            const headers = new Headers(init.headers);
            headers.set("Prefer", `code=${String(code)}`);
            return fetch(url, { ...init, headers });
          },
        });
        const result = await callOperation(client, operation, operation.request.examples[0]?.value);
        expect(result).toMatchObject({
          error: { name: errorClasses[failure], httpStatus: code, billing, source: example },
        });
      },
    );

    it.each([
      ["no token", "", {}],
      ["an empty token in the query", "?token=", {}],
      ["an empty token in the header", "", { Authorization: "" }],
    ])("answers 401 to %s", async (_name, query, headers) => {
      const reply = await post(operation, { query, headers });
      expect(reply.code).toBe(401);
      expect(reply.body).toEqual(catalogue.httpErrors.find(({ code }) => code === 401)?.example);
    });

    it.each(operation.request.fields.filter(({ required }) => required).map(({ name }) => [name]))(
      "names the field %s when it is missing",
      async (name) => {
        const form = { ...operation.request.examples[0]?.value };
        Reflect.deleteProperty(form, name);
        const reply = await post(operation, { form: { ...form, other: "1" } });
        expect(reply.code).toBe(400);
        expect(reply.body).toMatchObject({ message: expect.stringContaining(name) });
      },
    );
  },
);

it("takes the wish for an answer in the query too", async () => {
  const [operation] = catalogue.operations;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  const reply = await post(operation, { query: "?token=test&__example=fail" });
  expect(reply.body).toMatchObject({ status: "FAIL" });
});

it.each([
  ["an unknown path", "POST", "/v1/nothing?token=t", 404, /The paths are \/v1\/de_ocr\/general/],
  ["another method", "GET", "/v1/delface?token=t", 405, /takes POST, not GET/],
])("explains %s", async (_name, method, path, code, message) => {
  const response = await fetch(`${mock.url}${path}`, { method });
  expect(response.status).toBe(code);
  expect(await response.json()).toMatchObject({ message: expect.stringMatching(message) });
});

it("takes a picture at the limit and refuses one above it", async () => {
  const operation = catalogue.operations.find(({ operationId }) => operationId === "addFace");
  if (operation === undefined) throw new Error("The catalogue has no addFace.");
  const { maxBytes } = catalogue.image;
  const atLimit = Buffer.alloc(maxBytes, 0xff).toString("base64");
  expect(await post(operation, { form: { img: atLimit } })).toMatchObject({ code: 200 });
  const above = Buffer.alloc(maxBytes + 3, 0xff).toString("base64");
  expect(await post(operation, { form: { img: above } })).toMatchObject({
    code: 400,
    body: { message: expect.stringMatching(/img must NOT have more than/) },
  });
});

describe("a request that is no good", () => {
  const form = "application/x-www-form-urlencoded";

  it.each([
    ["no content type", undefined, "img=AAAA", /The content type is missing\. Send application/],
    ["JSON", "application/json", '{"img":"AAAA"}', /The content type is another/],
    ["a content type that is none", ";;;///", "img=AAAA", /The content type is another/],
    ["a broken escape", form, "img=%ZZ", /is no URL-encoded form/],
    ["an escape that is no UTF-8", form, "img=%E0%A4%A", /is no URL-encoded form/],
    ["a field given twice", form, "img=AAAA&img=AAAA", /The field img is given twice/],
    ["an empty body", form, "", /required/],
  ])("gets 400 for %s, and 401 without a token", async (_name, type, body, message) => {
    for (const [query, code] of [
      ["?token=test", 400],
      ["?token=%20", 401],
    ] as const) {
      const response = await fetch(`${mock.url}/v1/addface${query}`, {
        method: "POST",
        headers: type === undefined ? {} : { "Content-Type": type },
        body: Buffer.from(body),
      });
      expect(response.status).toBe(code);
      if (code === 400) {
        expect(await response.json()).toEqual({
          status: "BAD_REQUEST",
          message: expect.stringMatching(message),
        });
      }
    }
  });

  it("learns nothing about answers without a token", async () => {
    const [operation] = catalogue.operations;
    if (operation === undefined) throw new Error("The catalogue is empty.");
    const headers = { Prefer: "example=nothing" };
    expect((await post(operation, { query: "", headers })).code).toBe(401);
    expect((await post(operation, { headers })).code).toBe(404);
  });

  it.each(["//", "//v1/de_ocr/general", "http://[", "*", "/\u0000"])(
    "does not end the mock with the target %j",
    async (target) => {
      const { port } = new URL(mock.url);
      const socket = connect(Number(port), "127.0.0.1");
      socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      const answer = (await text(socket)).split("\r\n", 1)[0];
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect((await fetch(mock.url)).status).toBe(404);
    },
  );

  it("gets JSON, whatever it accepts", async () => {
    const [operation] = catalogue.operations;
    if (operation === undefined) throw new Error("The catalogue is empty.");
    expect((await post(operation, { headers: { Accept: "text/html" } })).code).toBe(200);
  });
});

it("sends the headers of an answer", async () => {
  const [operation] = catalogue.operations;
  const response = await fetch(`${mock.url}${operation?.path ?? ""}?token=t&__code=503`, {
    method: "POST",
    body: new URLSearchParams(operation?.request.examples[0]?.value),
  });
  expect(response.headers.get("retry-after")).toBe("1");
  const other = await fetch(`${mock.url}/v1/delface?token=t`, { method: "PUT" });
  expect(other.headers.get("allow")).toBe("POST");
});

it("goes on when the one who watches it fails", async () => {
  const watched = await startMock({
    port: 0,
    onAnswer: () => {
      throw new Error("The watcher failed.");
    },
  });
  try {
    expect((await fetch(watched.url)).status).toBe(404);
    expect((await fetch(watched.url)).status).toBe(404);
  } finally {
    await watched.close();
  }
});

it("lets every operation be called at once", async () => {
  const replies = await Promise.all(
    catalogue.operations.flatMap((operation) =>
      operation.outcomes.map((outcome) =>
        post(operation, { headers: { Prefer: `example=${outcome.key}` } }).then((reply) => ({
          reply,
          outcome,
        })),
      ),
    ),
  );
  for (const { reply, outcome } of replies) expect(reply.body).toEqual(outcome.example.value);
});
