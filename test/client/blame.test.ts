/** Whose fault it was: the caller's, the connection's, the answer's. It decides what is charged and sent again. */
import { connect, createServer, type Server } from "node:net";
import { createClient, isAisolutionError, type AisolutionClient } from "@aisolution/client";
import { catalogue } from "@aisolution/openapi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callOperation } from "../support/call-operation.js";
import { jpeg } from "./pictures.js";

const secret = "Zyx-Secret-4711";
const image = jpeg(600);

const throwing = (fault: unknown) => () => {
  throw fault;
};

/** An object one member of which cannot be read. */
function withGetter(name: string, fault: unknown = new TypeError(secret)): object {
  return Object.defineProperty({}, name, { enumerable: true, get: throwing(fault) });
}

async function call(
  options: object,
  form: unknown = { img: image },
  callOptions?: unknown,
): Promise<{ readonly error: unknown; readonly usage: object }> {
  const client: AisolutionClient = Reflect.apply(createClient, undefined, [
    { token: "token", ...options },
  ]);
  const { error }: { error: unknown } = await Reflect.apply(
    client.identityCard.recognizeGermanIdCard,
    undefined,
    [form, callOptions],
  );
  return { error, usage: client.usage() };
}

const answering = (text: string) => () => Promise.resolve(new Response(text));
const uncertain = { uncertain: true, baseDelay: 1, limit: 2 };

describe("an answer with a hostile message", () => {
  const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const messages: readonly (readonly [string, string])[] = [
    ["an object without a text", '{"whatsapp":{"toString":null}}'],
    ["an object whose text is a number", '{"whatsapp":{"toString":1,"valueOf":2}}'],
    ["deep arrays", `{"whatsapp":${deep(20_000)}}`],
    ["a number", '{"whatsapp":7}'],
    ["null", '{"whatsapp":null}'],
    ["no object", "7"],
    ["deep arrays as a message", deep(20_000)],
    ["__proto__", '{"__proto__":{"whatsapp":"yes"}}'],
  ];

  it.each(messages)("is an answer, read once: %s", async (_name, message) => {
    let requests = 0;
    const client = createClient({
      token: "token",
      retry: uncertain,
      fetch: () => {
        requests += 1;
        return Promise.resolve(new Response(`{"status":"OK","message":${message}}`));
      },
    });
    const result = await client.whatsapp.getWhatsAppDetail({ number: "+447700900123" });
    expect(requests).toBe(1);
    expect(result.error).toBeUndefined();
    expect(client.usage()).toMatchObject({ calls: 1, unknown: 1 });
  });

  it.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
    "never makes %s reject, nor a connection's fault of it",
    async (_operationId, operation) => {
      const form = Object.fromEntries(
        operation.request.fields.map(({ name, kind }) => [name, kind === "image" ? image : "1"]),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom("OK", "FAIL", "RETRY_LATER", "NEWS", "__proto__", "toString"),
          fc.jsonValue({ maxDepth: 4 }),
          async (status, message) => {
            const client = createClient({
              token: "token",
              retry: false,
              fetch: answering(JSON.stringify({ status, message })),
            });
            const result = Object(await callOperation(client, operation, form));
            const name = String(Reflect.get(Object(Reflect.get(result, "error")), "name"));
            expect(name).not.toMatch(/ConnectionError|ResponseFormatError|InputError/);
            expect(client.usage().calls).toBe(1);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

describe("a fetch that gives something else than a Response", () => {
  it.each([
    ["undefined", undefined],
    ["a text", "OK"],
    ["an object", { status: 200, ok: true }],
  ])("%s: the answer cannot be read, and may be charged", async (_name, value) => {
    let requests = 0;
    const { error } = await call({
      retry: uncertain,
      fetch: () => {
        requests += 1;
        return Promise.resolve(value);
      },
    });
    expect(requests).toBe(1);
    expect(error).toMatchObject({ name: "ResponseFormatError", billing: "unknown", attempts: 1 });
  });
});

describe("a fetch that sends nothing", () => {
  it.each([
    ["throws at once", throwing(new TypeError(secret))],
    ["is not there", undefined],
  ])("%s: free, and not a mystery", async (_name, fetch) => {
    const before = globalThis.fetch;
    if (fetch === undefined) Reflect.deleteProperty(globalThis, "fetch");
    try {
      const { error, usage } = await call({ retry: uncertain, ...(fetch && { fetch }) });
      expect(error).toMatchObject({
        name: "ConnectionError",
        billing: "free",
        message: expect.stringMatching(/fetch failed before it sent anything/),
      });
      expect(String(error)).not.toContain(secret);
      expect(usage).toMatchObject({ free: 1, unknown: 0 });
    } finally {
      globalThis.fetch = before;
    }
  });
});

describe("the fault of a connection", () => {
  interface Fault {
    readonly code: string;
    readonly syscall?: string;
  }
  const rows: readonly (readonly [Fault, "free" | "unknown", number])[] = [
    [{ code: "ECONNREFUSED", syscall: "connect" }, "free", 3],
    [{ code: "ECONNREFUSED" }, "free", 3],
    [{ code: "EHOSTUNREACH", syscall: "connect" }, "free", 3],
    [{ code: "EHOSTUNREACH", syscall: "read" }, "unknown", 3],
    [{ code: "ENETUNREACH", syscall: "write" }, "unknown", 3],
    [{ code: "ETIMEDOUT", syscall: "connect" }, "free", 3],
    [{ code: "ETIMEDOUT", syscall: "read" }, "unknown", 3],
    [{ code: "ETIMEDOUT" }, "unknown", 3],
    [{ code: "ENOTFOUND", syscall: "getaddrinfo" }, "free", 3],
    [{ code: "EAI_AGAIN", syscall: "getaddrinfo" }, "free", 3],
    [{ code: "EADDRNOTAVAIL", syscall: "connect" }, "free", 3],
    [{ code: "ECONNRESET", syscall: "read" }, "unknown", 3],
    [{ code: "EPIPE", syscall: "write" }, "unknown", 3],
    [{ code: "UND_ERR_SOCKET" }, "unknown", 3],
    [{ code: "UND_ERR_CONNECT_TIMEOUT" }, "free", 3],
    [{ code: "UND_ERR_HEADERS_TIMEOUT" }, "unknown", 3],
    // To try again does not make a certificate better.
    [{ code: "CERT_HAS_EXPIRED" }, "free", 1],
    [{ code: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "free", 1],
    [{ code: "SELF_SIGNED_CERT_IN_CHAIN" }, "free", 1],
    [{ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "free", 1],
    [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "free", 1],
  ];

  it.each(rows)("%j costs %s", async (fault, billing, requests) => {
    for (const place of ["on the error", "on its cause"]) {
      const inner = Object.assign(new Error(secret), fault);
      const { error } = await call({
        retry: uncertain,
        fetch: () =>
          Promise.reject(
            place === "on the error" ? inner : new TypeError("fetch failed", { cause: inner }),
          ),
      });
      expect(error).toMatchObject({ name: "ConnectionError", billing, attempts: requests });
      expect(String(error)).toContain(fault.code);
      expect(String(error)).not.toContain(secret);
    }
  });

  it.each([
    ["a text", "fetch failed"],
    ["undefined", undefined],
    ["a code that is no code", { code: `${secret} and more` }],
    ["a code that is an object", { code: { toString: null } }],
    ["a code that cannot be read", withGetter("code")],
    ["a cause that cannot be read", withGetter("cause")],
  ])("that says nothing costs nobody knows what: %s", async (_name, fault) => {
    const { error } = await call({
      retry: false,
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what others reject with
      fetch: () => Promise.reject(fault),
    });
    expect(error).toMatchObject({ name: "ConnectionError", billing: "unknown" });
    expect(String(error)).not.toContain(secret);
  });

  it("is free where a real certificate is refused, and unknown where a real server hangs up", async () => {
    const server = await new Promise<Server>((resolve) => {
      const plain = createServer((socket) => socket.once("data", () => socket.destroy()));
      plain.listen(0, "127.0.0.1", () => {
        resolve(plain);
      });
    });
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const probe = connect(port, "127.0.0.1");
    probe.destroy();
    const { error } = await call({ retry: false, baseUrl: `http://127.0.0.1:${String(port)}` });
    server.close();
    expect(error).toMatchObject({ name: "ConnectionError", billing: "unknown", attempts: 1 });
  });
});

describe("arguments that cannot be read", () => {
  const options = ["timeout", "deadline", "retry", "signal", "onRequest"].map(
    (name): [string, object] => [name, withGetter(name)],
  );

  it.each(options)(
    "are the error of the call, without their text: option %s",
    async (_name, given) => {
      const { error } = await call({ fetch: answering("{}") }, { img: image }, given);
      expect(isAisolutionError(error, "InputError")).toBe(true);
      expect(error).toMatchObject({ billing: "free", attempts: 0 });
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(secret);
    },
  );

  it.each([
    ["a getter", withGetter("img")],
    ["a getter that throws undefined", withGetter("img", undefined)],
    ["a proxy", new Proxy({}, { ownKeys: throwing(new TypeError(secret)) })],
    ["an unknown field", withGetter("x")],
    ["an image", { img: withGetter("then") }],
    [
      "an image with a tag",
      {
        img: Object.defineProperty({}, Symbol.toStringTag, {
          get: throwing(new TypeError(secret)),
        }),
      },
    ],
    [
      "an iterator",
      {
        img: Object.defineProperty({}, Symbol.asyncIterator, {
          get: throwing(new TypeError(secret)),
        }),
      },
    ],
    [
      "an iterator that throws",
      { img: { [Symbol.asyncIterator]: throwing(new TypeError(secret)) } },
    ],
    ["a stream", { img: { getReader: throwing(new TypeError(secret)) } }],
    [
      "a Blob",
      { img: Object.assign(new Blob(["x"]), { arrayBuffer: throwing(new TypeError(secret)) }) },
    ],
  ])("are the error of the call, without their text: form with %s", async (_name, form) => {
    const { error } = await call({ fetch: answering("{}") }, form);
    expect(isAisolutionError(error, "InputError")).toBe(true);
    expect(error).toMatchObject({ billing: "free", attempts: 0 });
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(secret);
  });
});
