/** The proxy between the client and a service that is wrong on purpose, over real sockets. */
import { once } from "node:events";
import { createServer, request as sendRequest, type IncomingMessage, type Server } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { catalogue, type Operation } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  formatReport,
  startProxy,
  type ExchangeReport,
  type Proxy,
} from "../../packages/mock/src/proxy.js";

interface Reply {
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

const json = { "Content-Type": "application/json" };

let service: Server;
let proxy: Proxy;
let reply: Reply = {};
const received: { readonly head: IncomingMessage; readonly body: Buffer }[] = [];
const waiting: ((report: ExchangeReport) => void)[] = [];

beforeAll(async () => {
  service = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ head: request, body });
      const { code = 200, headers = json } = reply;
      response.sendDate = false;
      response.writeHead(
        code,
        Object.entries(headers).flatMap(([name, value]) =>
          [value].flat().flatMap((single) => [name, single]),
        ),
      );
      response.end(reply.body ?? "");
    });
  });
  proxy = await startProxy({
    target: await listen(service),
    port: 0,
    onReport: (report) => waiting.shift()?.(report),
  });
});

afterAll(async () => {
  await proxy.close();
  service.close();
});

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return addressOf(server);
}

function addressOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("There is no port.");
  return `http://127.0.0.1:${String(address.port)}`;
}

function byId(operationId: string): Operation {
  const found = catalogue.operations.find((operation) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`The catalogue has no ${operationId}.`);
  return found;
}

/** A request that fits the contract. */
function rightRequest(operation: Operation): Sent {
  return {
    method: operation.method,
    path: `${operation.path}?token=test`,
    headers: { "Content-Type": operation.request.contentType },
    body: new URLSearchParams(operation.request.examples[0]?.value).toString(),
  };
}

function answerOf(operation: Operation, key: string): Reply {
  const outcome = operation.outcomes.find((candidate) => candidate.key === key);
  if (outcome === undefined) throw new Error(`${operation.operationId} has no ${key}.`);
  return { body: JSON.stringify(outcome.example.value) };
}

async function call(
  sent: Sent,
  answer: Reply,
): Promise<{ head: IncomingMessage; body: Buffer; report: ExchangeReport }> {
  reply = answer;
  const reported = new Promise<ExchangeReport>((resolve) => waiting.push(resolve));
  const { head, body } = await send(proxy.url, sent);
  return { head, body, report: await reported };
}

async function send(
  url: string,
  { path = "/", method = "POST", headers = {}, body = "" }: Sent,
): Promise<{ head: IncomingMessage; body: Buffer }> {
  const { port } = new URL(url);
  const request = sendRequest({ host: "127.0.0.1", port, method, path, headers, agent: false });
  request.end(body);
  const head = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("error", reject);
  });
  return { head, body: await buffer(head) };
}

describe.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (operationId, operation) => {
    it.each(operation.outcomes.map(({ key }) => [key]))(
      "finds nothing wrong in %s",
      async (key) => {
        const { report } = await call(rightRequest(operation), answerOf(operation, key));
        expect(report).toEqual({
          method: operation.method,
          path: operation.path,
          operationId,
          code: 200,
          outcome: key,
          mismatches: [],
        });
      },
    );

    it.each(catalogue.httpErrors.map((error) => [error.code, error] as const))(
      "finds nothing wrong in HTTP %i",
      async (code, { key, retryAfter, example }) => {
        const { report } = await call(rightRequest(operation), {
          code,
          headers: { ...json, ...(retryAfter ? { "Retry-After": "1" } : {}) },
          body: JSON.stringify(example),
        });
        expect(report).toMatchObject({ operationId, code, outcome: key, mismatches: [] });
      },
    );

    it.each(operation.httpErrors.map((code) => [code]))(
      "finds an envelope of the wrong type in HTTP %i",
      async (code) => {
        const headers = { ...json, "Retry-After": "1" };
        const body = JSON.stringify({ status: 1 });
        const { report } = await call(rightRequest(operation), { code, headers, body });
        expect(report.mismatches).toMatchObject([
          { where: "response", kind: "schema", place: "/message" },
          { where: "response", kind: "schema", place: "/status" },
        ]);
      },
    );

    it.each(operation.outcomes.map(({ key }) => [key]))(
      "finds a message of the wrong type in %s",
      async (key) => {
        const outcome = operation.outcomes.find((candidate) => candidate.key === key);
        const status = outcome?.status ?? "";
        const body = JSON.stringify({ status, message: 1 });
        const { report } = await call(rightRequest(operation), { body });
        expect(report.mismatches.length).toBeGreaterThan(0);
        for (const mismatch of report.mismatches) {
          expect(mismatch).toMatchObject({ where: "response", kind: "schema", place: "/message" });
        }
      },
    );

    it.each(operation.request.fields.filter(({ required }) => required).map(({ name }) => [name]))(
      "finds that the field %s is missing",
      async (name) => {
        const form = { other: "1", ...operation.request.examples[0]?.value };
        Reflect.deleteProperty(form, name);
        const { report } = await call(
          { ...rightRequest(operation), body: new URLSearchParams(form).toString() },
          answerOf(operation, operation.outcomes[0]?.key ?? ""),
        );
        expect(report.mismatches).toEqual([
          {
            where: "request",
            kind: "schema",
            place: `/${name}`,
            message: "is required, but missing",
          },
        ]);
      },
    );
  },
);

describe("names what is wrong in an answer", () => {
  const german = byId("recognizeGermanIdCard");
  const faces = byId("compareFaces");
  const search = byId("searchFaces");
  const error = (code: number) => {
    const found = catalogue.httpErrors.find((candidate) => candidate.code === code);
    return { code, body: JSON.stringify(found?.example) };
  };
  const ok = (message: unknown) => ({ body: JSON.stringify({ status: "OK", message }) });
  const right = answerOf(german, "ok");

  it.each<[string, Operation, Reply, readonly [string, string, RegExp][]]>([
    [
      "a field of another type",
      german,
      ok({ Surname: 1 }),
      [["schema", "/message/Surname", /^must be string$/]],
    ],
    [
      "a missing field, and a number out of its range",
      faces,
      ok({ similarity: 101 }),
      [
        ["schema", "/message/result", /^is required, but missing$/],
        ["schema", "/message/similarity", /^must be <= 100$/],
      ],
    ],
    [
      "a value that is not documented",
      faces,
      ok({ similarity: 1, result: "PERHAPS" }),
      [["schema", "/message/result", /: SAME PERSON, NOT SAME PERSON, NOT SURE$/]],
    ],
    [
      "an item of an array",
      search,
      ok([
        { confidence: 1, person_id: "a" },
        { confidence: "1", person_id: "a" },
      ]),
      [["schema", "/message/1/confidence", /^must be number$/]],
    ],
    [
      "an unknown status",
      german,
      { body: '{"status":"PERSON_ID_NOT_EXIST","message":""}' },
      [["status", "/status", /^is none that the operation has: OK, FAIL, /]],
    ],
    ["no status", german, { body: "[]" }, [["status", "/status", /^is none/]]],
    ["null", german, { body: "null" }, [["status", "/status", /^is none/]]],
    [
      "no message",
      german,
      { body: '{"status":"FAIL"}' },
      [["schema", "/message", /^is required, but missing$/]],
    ],
    [
      "an unknown HTTP status",
      german,
      { ...right, code: 302, headers: { Location: "/elsewhere" } },
      [["code", "", /^HTTP 302 is not in the contract, which has 200, 400, /]],
    ],
    ["an unknown success", german, { ...right, code: 201 }, [["code", "", /^HTTP 201 /]]],
    ["a missing header", german, error(429), [["header", "Retry-After", /missing$/]]],
    [
      "a blank header",
      german,
      { ...error(503), headers: { ...json, "Retry-After": " " } },
      [["header", "Retry-After", /missing$/]],
    ],
    [
      "a header that breaks its schema",
      german,
      { ...error(503), headers: { ...json, "Retry-After": "1".repeat(65) } },
      [["header", "Retry-After", /^must NOT have more than 64 characters$/]],
    ],
    [
      "another content type",
      german,
      { ...right, headers: { "Content-Type": "text/html" } },
      [["content-type", "Content-Type", /^is another; the contract has application\/json$/]],
    ],
    [
      "a content type that ends in +json",
      german,
      { ...right, headers: { "Content-Type": "application/problem+json" } },
      [["content-type", "Content-Type", /^is another/]],
    ],
    [
      "a content type that is none",
      german,
      { ...right, headers: { "Content-Type": ";;/" } },
      [["content-type", "Content-Type", /^is missing/]],
    ],
    [
      "no content type",
      german,
      { ...right, headers: {} },
      [["content-type", "Content-Type", /^is missing/]],
    ],
    [
      "another content type and a wrong field",
      german,
      { ...ok({ Surname: 1 }), headers: { "Content-Type": "text/plain" } },
      [
        ["content-type", "Content-Type", /^is another/],
        ["schema", "/message/Surname", /^must be string$/],
      ],
    ],
    ["broken JSON", german, { body: '{"status":"OK",' }, [["body", "", /^is no JSON/]]],
    ["no body", german, {}, [["body", "", /^is no JSON/]]],
    [
      "JSON that is no UTF-8",
      german,
      { body: Buffer.from('{"status":"OK","message":{"Surname":"M\u00fcller"}}', "latin1") },
      [["body", "", /^is no JSON in UTF-8$/]],
    ],
    [
      "a coding that is unknown",
      german,
      { ...right, headers: { ...json, "Content-Encoding": "unknown" } },
      [["unchecked", "Content-Encoding", /^has a coding/]],
    ],
    [
      "a coding that is broken",
      german,
      { ...right, headers: { ...json, "Content-Encoding": "gzip" } },
      [["unchecked", "Content-Encoding", /^has a coding/]],
    ],
    [
      "a bomb",
      german,
      {
        body: gzipSync(Buffer.alloc(13 * 1024 * 1024)),
        headers: { ...json, "Content-Encoding": "gzip" },
      },
      [["unchecked", "Content-Encoding", /^has a coding/]],
    ],
    [
      "a body over the limit",
      german,
      { body: Buffer.alloc(13 * 1024 * 1024, 0x20) },
      [["unchecked", "", /^is over 12582912 bytes/]],
    ],
  ])("%s", async (_name, operation, answer, expected) => {
    const { body, report } = await call(rightRequest(operation), answer);
    expect(report.mismatches).toEqual(
      expected.map(([kind, place, message]) => ({
        where: "response",
        kind,
        place,
        message: expect.stringMatching(message),
      })),
    );
    expect(body.equals(Buffer.from(answer.body ?? ""))).toBe(true);
  });

  it.each([
    ["a parameter of the content type", { "Content-Type": "Application/JSON; charset=utf-8" }],
    ["a coding", { ...json, "Content-Encoding": "gzip" }],
  ])("and nothing for %s", async (_name, headers) => {
    const coded = "Content-Encoding" in headers ? gzipSync(String(right.body)) : right.body;
    const { report } = await call(rightRequest(german), { headers, body: coded ?? "" });
    expect(report).toMatchObject({ outcome: "ok", mismatches: [] });
  });

  it("and says little where everything is wrong", async () => {
    const items = Array.from({ length: 1000 }, () => ({ confidence: "1" }));
    const { report } = await call(rightRequest(search), ok(items));
    expect(report.mismatches).toHaveLength(100);
  });
});

describe("names what is wrong in a request", () => {
  const form = "application/x-www-form-urlencoded";
  const detail = byId("getWhatsAppDetail");
  const face = byId("addFace");
  const atLimit = "A".repeat(face.request.fields[0]?.maxLength ?? 0);

  it.each<[string, Operation, Sent, readonly [string, string, RegExp][]]>([
    ["an unknown path", face, { path: "/v1/nothing?token=t" }, [["path", "", /^is not in/]]],
    ["a path with a slash too many", face, { path: `${face.path}/` }, [["path", "", /^is not/]]],
    ["another method", face, { method: "PUT" }, [["method", "", /which has POST here$/]]],
    ["no token", face, { path: face.path }, [["security", "", /query parameter token or the/]]],
    ["an empty token", face, { path: `${face.path}?token=` }, [["security", "", /^has no/]]],
    ["a blank token", face, { path: `${face.path}?token=%20` }, [["security", "", /^has no/]]],
    [
      "another content type",
      face,
      { headers: { "Content-Type": "application/json" }, body: '{"img":"AAAA"}' },
      [["content-type", "Content-Type", /^is another; the contract has application\/x-www/]],
    ],
    ["no content type", face, { headers: {} }, [["content-type", "Content-Type", /^is missing/]]],
    ["a broken escape", face, { body: "img=%ZZ" }, [["body", "", /an escape is broken/]]],
    ["an escape that is no UTF-8", face, { body: "img=%E0%A4%A" }, [["body", "", /no UTF-8/]]],
    ["a field given twice", face, { body: "img=AAAA&img=AAAA" }, [["body", "/img", /once$/]]],
    ["no body", face, { body: "" }, [["body", "", /^is required, but empty$/]]],
    ["a field that is too short", face, { body: "img=A" }, [["schema", "/img", /fewer than 4/]]],
    [
      "a plus sign that was not escaped",
      face,
      { body: `img=${"AAA+".repeat(1000)}` },
      [["schema", "/img", /^must match pattern/]],
    ],
    [
      "a picture that is too long",
      face,
      { body: `img=${atLimit}AAAA` },
      [["schema", "/img", /more/]],
    ],
    [
      "a value that is not documented",
      detail,
      { body: "number=1&servstatus=n" },
      [["schema", "/servstatus", /^must be equal to one of the allowed values: y$/]],
    ],
    [
      "an address that is none",
      detail,
      { body: "number=1&callback=nowhere" },
      [["schema", "/callback", /^must match format "uri"$/]],
    ],
    [
      "a coding that is unknown",
      face,
      { headers: { "Content-Type": form, "Content-Encoding": "unknown" } },
      [["unchecked", "Content-Encoding", /^has a coding/]],
    ],
  ])("%s", async (_name, operation, sent, expected) => {
    const { report } = await call(
      { ...rightRequest(operation), ...sent },
      answerOf(operation, operation.outcomes[0]?.key ?? ""),
    );
    expect(report.mismatches).toEqual(
      expected.map(([kind, place, message]) => ({
        where: "request",
        kind,
        place,
        message: expect.stringMatching(message),
      })),
    );
  });

  it("and nothing for a picture at the limit, with the token in the header", async () => {
    const sent = {
      path: face.path,
      headers: { "Content-Type": `${form}; charset=utf-8`, Authorization: "test" },
      body: `img=${atLimit}`,
    };
    const { report } = await call(sent, answerOf(face, "ok"));
    expect(report.mismatches).toEqual([]);
  });

  it("a body over the limit, which the service never gets", async () => {
    const count = received.length;
    const body = `img=${"A".repeat(13 * 1024 * 1024)}`;
    const answer = await call({ ...rightRequest(face), body }, {});
    expect(answer.head.statusCode).toBe(413);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: "CONTENT_TOO_LARGE" });
    expect(answer.report.mismatches).toMatchObject([{ where: "request", kind: "unchecked" }]);
    expect(received).toHaveLength(count);
  });

  it.each(["http://127.0.0.1:1/v1/delface", "*"])(
    "a request for %s, which goes nowhere",
    async (path) => {
      const count = received.length;
      const { head, report } = await call({ method: "OPTIONS", path }, {});
      expect(head.statusCode).toBe(400);
      expect(report).toMatchObject({ code: 400, mismatches: [{ kind: "path" }, { kind: "path" }] });
      expect(received).toHaveLength(count);
    },
  );
});

describe("gives on what it gets", () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_value, index) => (index * 7) % 256));

  it("to the client", async () => {
    const { head, body } = await call(
      { method: "GET", path: "/v1/nothing" },
      {
        code: 302,
        headers: {
          "x-LOWER": "\u00e4",
          Location: "http://127.0.0.1:1/",
          "Set-Cookie": ["a=1", "b=2"],
          "Content-Encoding": "gzip",
          "Content-Length": String(bytes.length),
          Connection: "close, X-Hop",
          "X-Hop": "1",
          "Keep-Alive": "timeout=1",
        },
        body: bytes,
      },
    );
    expect(head.statusCode).toBe(302);
    expect(body.equals(bytes)).toBe(true);
    expect(head.rawHeaders).toEqual([
      ...["x-LOWER", "\u00e4"],
      ...["Location", "http://127.0.0.1:1/"],
      ...["Set-Cookie", "a=1"],
      ...["Set-Cookie", "b=2"],
      ...["Content-Encoding", "gzip"],
      ...["Content-Length", String(bytes.length)],
      ...["Connection", "close"],
    ]);
  });

  it("to the service", async () => {
    await call(
      {
        method: "PATCH",
        path: "/v1/../%2e/x?token=a%20b&token=%ZZ",
        headers: { "X-Own": "1", TE: "trailers", Connection: "X-Hop", "X-Hop": "1" },
        body: bytes,
      },
      {},
    );
    const last = received.at(-1);
    expect(last?.head).toMatchObject({
      method: "PATCH",
      url: "/v1/../%2e/x?token=a%20b&token=%ZZ",
    });
    expect(last?.body.equals(bytes)).toBe(true);
    const { host } = new URL(addressOf(service));
    expect(last?.head.headers).toEqual({
      host,
      "x-own": "1",
      "content-length": String(bytes.length),
      connection: expect.any(String),
    });
  });

  it("behind the path of the target", async () => {
    const other = await startProxy({ target: `${addressOf(service)}/base/`, port: 0 });
    try {
      await send(other.url, { path: "/v1/delface?token=t" });
      expect(received.at(-1)?.head.url).toBe("/base/v1/delface?token=t");
    } finally {
      await other.close();
    }
  });

  it.each([
    ["HEAD", { code: 200, headers: { "Content-Length": "5" } }],
    ["GET", { code: 204, headers: {} }],
    ["GET", { code: 304, headers: { ETag: '"1"' } }],
  ])("also without a body, for %s", async (method, answer) => {
    const { head, body } = await call({ method, path: "/" }, answer);
    expect(head.statusCode).toBe(answer.code);
    expect(body).toHaveLength(0);
    expect(head.headers).toMatchObject(
      Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    );
  });
});

describe("a target that fails", () => {
  const operation = byId("deleteFace");

  async function callThrough(target: string): Promise<{ proxy: Proxy; answer: Promise<Reply> }> {
    const other = await startProxy({ target, port: 0 });
    const answer = send(other.url, rightRequest(operation)).then(({ head, body }) => ({
      code: head.statusCode ?? 0,
      body: body.toString(),
    }));
    return { proxy: other, answer };
  }

  it("and is dead gives 502 and a report", async () => {
    const dead = createServer();
    const target = await listen(dead);
    dead.close();
    const { proxy: other, answer } = await callThrough(target);
    const { code, body } = await answer;
    await other.close();
    expect(code).toBe(502);
    expect(JSON.parse(String(body))).toEqual({
      status: "BAD_GATEWAY",
      message: "Answer of the proxy: the target cannot be reached (ECONNREFUSED).",
    });
    expect(other.reports()).toEqual([
      {
        method: "POST",
        path: operation.path,
        operationId: operation.operationId,
        code: 502,
        mismatches: [
          {
            where: "response",
            kind: "target",
            place: "",
            message: "cannot be reached (ECONNREFUSED)",
          },
        ],
      },
    ]);
    expect(other).toMatchObject({ exchanges: 1, mismatches: 1 });
  });

  it("and breaks off breaks off the answer, with a report", async () => {
    const broken = createServer((_request, response) => {
      response.writeHead(200, { ...json, "Content-Length": "100" });
      response.write("{", () => response.destroy());
    });
    const { proxy: other, answer } = await callThrough(await listen(broken));
    await expect(answer).rejects.toThrow(/aborted/);
    await other.close();
    broken.close();
    expect(other.reports()).toMatchObject([
      { code: 200, mismatches: [{ kind: "target", message: "broke off its answer" }] },
    ]);
  });

  it("and speaks no HTTP gives 502", async () => {
    const odd = createServer();
    odd.on("connection", (socket) => socket.end("nonsense\r\n\r\n"));
    const { proxy: other, answer } = await callThrough(await listen(odd));
    expect((await answer).code).toBe(502);
    await other.close();
    odd.close();
    expect(other.reports()).toMatchObject([{ mismatches: [{ kind: "target" }] }]);
  });
});

it("lets no value into a report", async () => {
  const secrets = {
    token: "SECRETTOKEN",
    header: "SECRETHEADER",
    name: "MUSTERFRAU",
    picture: "SECRETPICTURE",
    number: "170000001",
  };
  const { token, header, name, picture, number } = secrets;
  const headers = (operation: Operation) => ({
    "Content-Type": operation.request.contentType,
    Authorization: header,
    "X-Other": header,
  });
  const reports: ExchangeReport[] = [];
  const bodies = [
    `{"status":"OK","message":{"Surname":["${name}"],"${name}":"${name}","GivenNames":{"${name}":1}}}`,
    `{"status":"OK","message":{"similarity":"${name}","result":"${name}","cardTypeEn":"${name}"}}`,
    `{"status":"OK","message":[{"person_id":{"${name}":"${name}"},"confidence":"${name}"}]}`,
    `{"status":"OK","message":{"number":1,"whatsapp":"${name}"}}`,
    `{"status":"OK","message":"${name}"}`,
    `{"status":"${name}","message":"${name}"}`,
    `{"${name}":"${name}"}`,
    `"${name}"`,
    name,
    `{"status":"OK","message":"${name}`,
  ];
  for (const operation of catalogue.operations) {
    for (const body of bodies) {
      const fields = operation.request.fields.map((field) => [field.name, `${picture} ${number}`]);
      const form = new URLSearchParams([...fields, [name, name]]).toString();
      const path = `${operation.path}?token=${token}&${name}=${name}`;
      const sent = { path, headers: headers(operation), body: form };
      reports.push((await call(sent, { body })).report);
    }
  }
  const [operation] = catalogue.operations;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  const right = { ...rightRequest(operation), headers: headers(operation) };
  const body = bodies[0] ?? "";
  for (const [sent, answer] of [
    [{ path: `${operation.path}%3Ftoken=${token}` }, {}],
    [{ path: `/v1/${name}/${token}?token=${token}` }, {}],
    [{ path: `${operation.path}?token=${token}`, method: "PUT" }, {}],
    [{ body: `img=%ZZ${picture}` }, {}],
    [{ body: picture, headers: { "Content-Type": `text/${name}`, Authorization: header } }, {}],
    [{ headers: { ...right.headers, "Content-Encoding": name } }, {}],
    [{}, { code: 418, headers: { "Content-Type": `text/${name}` }, body }],
    [{}, { code: 429, headers: { ...json, "Retry-After": name.repeat(20) }, body }],
    [{}, { headers: { ...json, "Content-Encoding": name, [name]: name }, body }],
  ] as const) {
    reports.push((await call({ ...right, ...sent }, answer)).report);
  }
  const shown = [
    inspect(reports, { depth: Infinity, maxArrayLength: Infinity }),
    JSON.stringify(reports),
    ...reports.map(formatReport),
    inspect(proxy, { depth: Infinity, showHidden: true }),
  ].join("\n");
  for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  for (const report of reports) expect(report.mismatches.length).toBeGreaterThan(0);
});

it("keeps the last 1000 reports, and goes on when the one who watches it fails", async () => {
  const empty = createServer((_request, response) => response.end());
  const other = await startProxy({
    target: await listen(empty),
    port: 0,
    onReport: () => {
      throw new Error("The watcher failed.");
    },
  });
  for (let round = 0; round < 21; round += 1) {
    const calls = Array.from({ length: 50 }, () => send(other.url, { path: "/nothing" }));
    await Promise.all(calls);
  }
  await other.close();
  empty.close();
  expect(other.reports()).toHaveLength(1000);
  expect(other).toMatchObject({ exchanges: 1050, mismatches: 1050 });
});

it("ends all sockets when it is closed", async () => {
  const silent = createServer();
  const asked = once(silent, "request");
  const other = await startProxy({ target: await listen(silent), port: 0 });
  const idle = connect(Number(new URL(other.url).port), "127.0.0.1");
  await once(idle, "connect");
  const ended = text(idle);
  const call = send(other.url, rightRequest(byId("addFace")));
  const failed = expect(call).rejects.toThrow(/socket hang up/);
  await asked;
  await Promise.all([other.close(), failed, ended]);
  // The service's side of a connection ends a moment after the proxy's.
  await expect.poll(() => connections(silent)).toBe(0);
  silent.close();
  await expect(send(other.url, {})).rejects.toThrow(/ECONNREFUSED/);
  expect(other.reports()).toEqual([]);

  function connections(server: Server): Promise<number> {
    return new Promise((resolve) => {
      server.getConnections((_error, count) => {
        resolve(count);
      });
    });
  }
});

it("ends the request to the service when the client goes", async () => {
  const silent = createServer();
  const asked = once(silent, "connection");
  const other = await startProxy({ target: await listen(silent), port: 0 });
  const client = connect(Number(new URL(other.url).port), "127.0.0.1");
  client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const closed = new Promise<void>((resolve) => {
    silent.on("connection", (socket) => socket.once("close", resolve));
  });
  await asked;
  client.destroy();
  await closed;
  await other.close();
  silent.close();
  expect(other.reports()).toEqual([]);
});

describe("a target", () => {
  it.each([
    ["http to another machine", "http://192.0.2.1:1", /^target is no https address/],
    ["a name that starts like this machine's", "http://localhost.example", /is no https address/],
    ["another scheme", "ftp://127.0.0.1", /localhost, 127\.0\.0\.1/],
    ["no address", "SECRET", /is no https address/],
    ["a user", "https://SECRET@127.0.0.1", /has a user/],
    ["a query", "https://127.0.0.1/?token=SECRET", /has a user, a query/],
    ["a fragment", "https://127.0.0.1/#SECRET", /or a fragment/],
  ])("with %s is refused", async (_name, target, message) => {
    const error = await startProxy({ target, port: 0 }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty("message", expect.stringMatching(message));
    expect(inspect(error)).not.toContain("SECRET");
  });

  it.each([
    ["https", "https://service.example", false],
    ["a name of this machine", "http://localhost:1", false],
    ["an address of this machine", "http://127.9.9.9:1", false],
    ["an address of this machine in IPv6", "http://[::1]:1", false],
    ["http to another machine, where it is allowed", "http://192.0.2.1:1", true],
  ])("with %s is taken", async (_name, target, allowInsecure) => {
    const other = await startProxy({ target, port: 0, allowInsecure });
    await other.close();
  });
});

it("writes a report for a terminal", () => {
  const report = { method: "POST", path: "/v1/delface", code: 200, mismatches: [] };
  expect(formatReport({ ...report, outcome: "ok" })).toBe("POST /v1/delface 200 ok: fits");
  const status = {
    where: "response",
    kind: "status",
    place: "/status",
    message: "is none",
  } as const;
  expect(formatReport({ ...report, mismatches: [status] })).toBe(
    "POST /v1/delface 200: 1 mismatch\n  response status /status: is none",
  );
  const path = { where: "request", kind: "path", place: "", message: "is unknown" } as const;
  expect(formatReport({ ...report, mismatches: [status, path] })).toMatch(
    / 2 mismatches\n.+\n {2}request path: is unknown$/,
  );
});
