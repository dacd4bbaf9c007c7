/** Both handlers, over the same table: the Fetch handler with requests, the Node handler on a socket. */
import http from "node:http";
import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildWhatsAppDetailCallbackUrl } from "./build-callback.js";
import { createDuplicateGuard } from "./duplicate-guard.js";
import { createCallbackHandler } from "./fetch-handler.js";
import type { CallbackHandlerOptions } from "./handler-options.js";
import { createMemoryDuplicateStore } from "./memory-duplicate-store.js";
import type { UnmatchedRequest } from "./unmatched-request.js";
import { createNodeCallbackHandler } from "./node-handler.js";

const secretPath = "/whatsapp/1c9e8f0b2d7a46f3";
const query = "number=%2B447700900123&whatsapp=yes&signature=Hello+from+the+example";
const target = `${secretPath}?${query}`;

type Ask = (path: string, init?: { readonly method?: string }) => Promise<Response>;

let servers: http.Server[] = [];

afterEach(async () => {
  for (const server of servers) {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
  servers = [];
});

async function listen(listener: http.RequestListener): Promise<number> {
  const server = http.createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return address.port;
}

const kinds: readonly (readonly [string, (options: CallbackHandlerOptions) => Promise<Ask>])[] = [
  [
    "createCallbackHandler",
    (options) => {
      const handler = createCallbackHandler(options);
      return Promise.resolve((path, init) =>
        handler(new Request(`https://example.com${path}`, init)),
      );
    },
  ],
  [
    "createNodeCallbackHandler",
    async (options) => {
      const port = await listen(createNodeCallbackHandler(options));
      return (path, init) => fetch(`http://127.0.0.1:${String(port)}${path}`, init);
    },
  ],
];

/** Collects what a handler hands over. */
function receiver(options: Partial<CallbackHandlerOptions> = {}) {
  const details: unknown[] = [];
  const errors: unknown[] = [];
  return {
    details,
    errors,
    options: {
      secretPath,
      onDetail: (detail: unknown) => details.push(detail),
      onError: (error: unknown) => errors.push(error),
      ...options,
    },
  };
}

describe.each(kinds)("%s", (_kind, start) => {
  it("hands over a detail, and answers 200", async () => {
    const { details, options } = receiver();
    const response = await (await start(options))(target);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(details).toEqual([
      { number: "+447700900123", whatsapp: "yes", signature: "Hello from the example" },
    ]);
  });

  it("hands over what else stands in the query", async () => {
    const contexts: unknown[] = [];
    const ask = await start({
      onDetail: (_detail, { others, ignored }) => contexts.push([others.get("job"), ignored]),
    });
    await ask(`/any?job=7&${query}&avatar=perhaps`);
    expect(contexts).toEqual([
      ["7", [expect.objectContaining({ parameter: "avatar", problem: "unknown-value" })]],
    ]);
  });

  it.each([
    ["HEAD", secretPath, 405],
    ["POST", secretPath, 405],
    ["PUT", secretPath, 405],
    ["OPTIONS", secretPath, 405],
    ["GET", "/", 404],
    ["GET", "/whatsapp/1c9e8f0b2d7a46f4", 404],
    ["GET", "/whatsapp/1c9e8f0b2d7a46f", 404],
    ["GET", `${secretPath}/more`, 404],
    ["GET", secretPath.toUpperCase(), 404],
    ["GET", `//example.com${secretPath}`, 404],
    ["POST", "/", 404],
  ])("answers %s %s with %i", async (method, path, status) => {
    const { details, options } = receiver();
    const response = await (await start(options))(`${path}?${query}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get("allow")).toBe(status === 405 ? "GET" : null);
    expect(await response.text()).toBe("");
    expect(details).toEqual([]);
  });

  it.each([
    ["a slash at the end of the path", `${secretPath}/`],
    ["slashes in a row", `/${secretPath.replaceAll("/", "//")}`.replace("//", "/")],
    ["percent escapes in the path", secretPath.replace("1", "%31").replace("w", "%77")],
    ["an ampersand in place of the question mark", secretPath, "&"],
    ["a slash and an ampersand", `${secretPath}/`, "&"],
    ["an escaped question mark", secretPath, "%3F"],
  ])("takes a callback with %s", async (_name, path, mark = "?") => {
    const { details, options } = receiver();
    const response = await (await start(options))(`${path}${mark}${query}`);
    expect(response.status).toBe(200);
    expect(details).toEqual([expect.objectContaining({ number: "+447700900123" })]);
  });

  it("hands over what was repaired", async () => {
    const contexts: unknown[] = [];
    const ask = await start({
      onDetail: ({ number }, { others, repaired }) =>
        contexts.push([number, others.get("job"), repaired.map(({ repair }) => repair)]),
    });
    await ask("/any?job=7?number=+447700900123&whatsapp=yes");
    expect(contexts).toEqual([["+447700900123", "7", ["question-mark", "lost-plus"]]]);
  });

  it.each<readonly [string, string, string, UnmatchedRequest]>([
    ["another path", "GET", "/Q7?Q7=Q7", { reason: "path", isCallback: false }],
    ["a callback at another path", "GET", `/Q7?${query}`, { reason: "path", isCallback: true }],
    ["a sloppy one", "GET", "/?a=1?number=+1&whatsapp=no", { reason: "path", isCallback: true }],
    ["half of one", "GET", "/Q7?number=+447700900123", { reason: "path", isCallback: false }],
    ["another method", "POST", target, { reason: "method", isCallback: true }],
    ["HEAD", "HEAD", `${secretPath}?Q7`, { reason: "method", isCallback: false }],
    ["both", "POST", "/Q7", { reason: "path", isCallback: false }],
  ])("tells of %s, and nothing of the request", async (_name, method, path, wanted) => {
    const told: unknown[] = [];
    const { details, errors, options } = receiver({
      onUnmatched: (...given) => told.push(given),
    });
    const response = await (await start(options))(path, { method });
    expect(response.status).toBe(wanted.reason === "method" ? 405 : 404);
    expect(told).toEqual([[wanted]]);
    expect(inspect(told, { depth: 9, showHidden: true })).not.toMatch(/Q7|7700|1c9e8f/);
    expect([details, errors]).toEqual([[], []]);
  });

  it("tells of nothing where all is well, or only the query is wrong", async () => {
    const told: unknown[] = [];
    const { options } = receiver({ onUnmatched: (request) => told.push(request) });
    const ask = await start(options);
    expect([(await ask(target)).status, (await ask(secretPath)).status]).toEqual([200, 400]);
    expect(told).toEqual([]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("Q7");
      },
    ],
    ["rejects", () => Promise.reject(new Error("Q7"))],
  ])("gives the same answer when onUnmatched %s", async (_name, onUnmatched) => {
    const { errors, options } = receiver({ onUnmatched });
    const ask = await start(options);
    expect((await ask("/Q7")).status).toBe(404);
    expect((await ask(target, { method: "POST" })).status).toBe(405);
    expect(errors).toEqual([1, 2].map(() => expect.objectContaining({ message: "Q7" })));
  });

  it("works once on a callback that comes in two spellings", async () => {
    const { details, options } = receiver({ duplicates: createDuplicateGuard() });
    const ask = await start(options);
    const spellings = [
      `${secretPath}?job=7&number=%2B447700900123&whatsapp=yes`,
      `${secretPath}/?job=7&number=+447700900123&whatsapp=yes`,
      `${secretPath}?job=7?number=%252B447700900123&amp;whatsapp=yes`,
      `${secretPath}?whatsapp=yes&number=%2B447700900123&job=7`,
      `${secretPath}?job=7;number=%2B447700900123;whatsapp=yes`,
      `${secretPath}?%6Aob=7&number=%2B447700900123&whatsapp=yes%0A&avatar=`,
    ];
    const responses = await Promise.all(spellings.map((spelling) => ask(spelling)));
    expect(responses.map(({ status }) => status)).toEqual(spellings.map(() => 200));
    expect(details).toEqual([{ number: "+447700900123", whatsapp: "yes" }]);
  });

  it("says which parameter is wrong, and never how", async () => {
    const refused: unknown[] = [];
    const { details, options } = receiver({
      onRefused: (problems, parameters) =>
        refused.push([problems.length, parameters.get("number")]),
    });
    const ask = await start(options);
    const response = await ask(`${secretPath}?number=Q7a&number=Q7b&whatsapp=Q7c&Q7d=1`);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/json");
    const body = await response.text();
    expect(JSON.parse(body)).toEqual({
      problems: [
        {
          parameter: "number",
          problem: "repeated",
          message: "The parameter number is there more than once, with different values.",
        },
        {
          parameter: "whatsapp",
          problem: "unknown-value",
          message: "The parameter whatsapp has a value that is not documented.",
        },
      ],
    });
    expect(`${body}${inspect(response.headers)}`).not.toContain("Q7");
    expect(details).toEqual([]);
    expect(refused).toEqual([[2, "Q7a"]]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("Q7 database password");
      },
    ],
    ["rejects", () => Promise.reject(new Error("Q7 database password"))],
  ])("answers 500 when onDetail %s, and shows nothing of the error", async (_name, onDetail) => {
    const { errors, options } = receiver({ onDetail });
    const response = await (await start(options))(target);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe("");
    expect(inspect(response.headers)).not.toContain("Q7");
    expect(errors).toEqual([expect.objectContaining({ message: "Q7 database password" })]);
  });

  it("answers 500 when the log fails too", async () => {
    const fail = () => Promise.reject(new Error("No."));
    const ask = await start({ onDetail: fail, onError: fail });
    expect((await ask(target)).status).toBe(500);
  });

  it("waits for onDetail", async () => {
    let finish: () => void = () => undefined;
    let begin: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begin = resolve));
    const work = new Promise<void>((resolve) => (finish = resolve));
    const { options } = receiver({
      onDetail: () => {
        begin();
        return work;
      },
    });
    let isAnswered = false;
    const answer = (await start(options))(target).then((response) => {
      isAnswered = true;
      return response.status;
    });
    await started;
    expect(isAnswered).toBe(false);
    finish();
    expect(await answer).toBe(200);
  });

  it("works on a duplicate once, and answers 200 to all", async () => {
    const { details, options } = receiver({ duplicates: createDuplicateGuard() });
    const ask = await start(options);
    const responses = await Promise.all([ask(target), ask(target), ask(target)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ask(target)).status).toBe(200);
    expect(details).toHaveLength(1);
  });

  it("works on a callback again after onDetail failed", async () => {
    let runs = 0;
    const { options } = receiver({
      duplicates: createDuplicateGuard(),
      onDetail: () => {
        runs += 1;
        if (runs === 1) throw new Error("No.");
      },
    });
    const ask = await start(options);
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask(target)).status);
    expect(statuses).toEqual([500, 200, 200]);
    expect(runs).toBe(2);
  });

  it("answers 503 while another process works on the same", async () => {
    const store = {
      ...createMemoryDuplicateStore(1, () => 0),
      claim: () => Promise.resolve("running" as const),
    };
    const { details, options } = receiver({ duplicates: createDuplicateGuard({ store }) });
    const response = await (await start(options))(target);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("10");
    expect(details).toEqual([]);
  });

  it("takes a secret path with other letters than ASCII", async () => {
    const { details, options } = receiver({ secretPath: "/ข้อความลับของฉันคนเดียว" });
    const ask = await start(options);
    expect((await ask(`/${encodeURIComponent("ข้อความลับของฉันคนเดียว")}?${query}`)).status).toBe(200);
    expect(details).toHaveLength(1);
  });
});

describe.each([
  ["createCallbackHandler", createCallbackHandler],
  ["createNodeCallbackHandler", createNodeCallbackHandler],
])("%s", (_name, create) => {
  it.each([
    ["a path without a slash", "whatsapp/1c9e8f0b2d7a46f3", /must be a path/],
    ["a path with a query", "/whatsapp/1c9e8f0b2d7a46f3?a", /must be a path/],
    ["an address", "https://example.com/1c9e8f0b2d7a46f3", /must be a path/],
    ["a short path", "/whatsapp", /easy to guess/],
    ["a path of short parts", "/whatsapp/results/of/lookups", /easy to guess/],
  ])("refuses %s, and does not repeat it", (_case, path, text) => {
    const make = () => create({ secretPath: path, onDetail: () => undefined });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(text);
    expect(make).not.toThrow(path);
  });

  it("refuses options without onDetail", () => {
    // @ts-expect-error a caller without types
    expect(() => create({})).toThrow(/onDetail is missing\. It must be a function/);
    // @ts-expect-error a caller without types
    expect(() => create()).toThrow(/onDetail is missing\. It must be a function/);
  });
});

it("answers targets of every form on a Node server", async () => {
  const told: UnmatchedRequest[] = [];
  const { details, options } = receiver({ onUnmatched: (request) => told.push(request) });
  const port = await listen(createNodeCallbackHandler(options));
  const ask = (path: string, method = "GET") =>
    new Promise<number | undefined>((resolve, reject) => {
      http
        .request({ port, host: "127.0.0.1", path, method }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on("error", reject)
        .end();
    });
  expect(await ask(`http://example.com${target}`)).toBe(200);
  expect(await ask("*", "OPTIONS")).toBe(404);
  expect(await ask("http://[")).toBe(404);
  expect(await ask(`http://[${target}`)).toBe(404);
  expect(details).toHaveLength(1);
  expect(told).toEqual([
    { reason: "address", isCallback: false },
    { reason: "address", isCallback: false },
    { reason: "address", isCallback: true },
  ]);
});

it("leaves a response alone that somebody else has answered", async () => {
  const { details, options } = receiver();
  const handler = createNodeCallbackHandler(options);
  const port = await listen((request, response) => {
    response.writeHead(503).end("Too late.");
    handler(request, response);
  });
  const response = await fetch(`http://127.0.0.1:${String(port)}${target}`);
  expect(response.status).toBe(503);
  expect(await response.text()).toBe("Too late.");
  await vi.waitFor(() => {
    expect(details).toHaveLength(1);
  });
});

it("takes the whole path in an Express router", async () => {
  const { details, options } = receiver();
  const handler = createNodeCallbackHandler(options);
  const port = await listen((request, response) => {
    handler({ method: "GET", url: "/", originalUrl: request.url }, response);
  });
  const url = buildWhatsAppDetailCallbackUrl(`http://127.0.0.1:${String(port)}${secretPath}`, {
    number: "+447700900123",
    whatsapp: "no",
  });
  expect((await fetch(url)).status).toBe(200);
  expect(details).toEqual([{ number: "+447700900123", whatsapp: "no" }]);
});
