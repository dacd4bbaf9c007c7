import { setTimeout as wait } from "node:timers/promises";
import {
  createClient,
  seededRandom,
  type AisolutionClient,
  type ClientOptions,
  type Fetch,
} from "@aisolution/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelay } from "../../packages/client/src/retry-policy.js";
import { run } from "../support/run.js";
import { recognize } from "./call-fault.js";
import { reply, startFaultServer, type FaultServer, type Play } from "./fault-server.js";
import { jpeg } from "./pictures.js";

const success = '{"status":"OK","message":{}}';
const later = '{"status":"RETRY_LATER","message":""}';

async function withServer(play: Play, test: (server: FaultServer) => Promise<void>): Promise<void> {
  const server = await startFaultServer(play);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

/** A `fetch` that gives these answers, the last one again and again. */
function answering(...bodies: readonly string[]): Fetch {
  let index = 0;
  return () => {
    const body = bodies[Math.min(index, bodies.length - 1)] ?? "";
    index += 1;
    return Promise.resolve(new Response(body));
  };
}

/** Takes the tokens that are named; refuses any other. */
const accepting =
  (...tokens: readonly string[]): Play =>
  (exchange) =>
    reply(exchange, tokens.some((token) => exchange.head.includes(token)) ? 200 : 401, success);

/** Gives "token-1", "token-2" and so on. */
function counter(): { readonly token: () => Promise<string>; asked: number } {
  const state = {
    asked: 0,
    token: async () => {
      const number = (state.asked += 1);
      await wait(20);
      return `token-${String(number)}`;
    },
  };
  return state;
}

describe.concurrent("a token function", () => {
  it.each(["query", "header"] as const)("is asked once for many calls: %s", async (tokenIn) => {
    await withServer(accepting("token-1"), async ({ url, seen }) => {
      const tokens = counter();
      const client = createClient({ token: tokens.token, baseUrl: url, tokenIn });
      await Promise.all(Array.from({ length: 8 }, () => recognize(client)));
      const { error } = await recognize(client);
      expect(error).toBeUndefined();
      expect(tokens.asked).toBe(1);
      expect(seen.requests).toBe(9);
    });
  });

  it("is asked once more after a 401, for all calls together", async () => {
    await withServer(accepting("token-2"), async ({ url, seen }) => {
      const tokens = counter();
      const client = createClient({ token: tokens.token, baseUrl: url });
      const results = await Promise.all(Array.from({ length: 5 }, () => recognize(client)));
      expect(results.map(({ error }) => error)).toEqual(Array(5).fill(undefined));
      expect(tokens.asked).toBe(2);
      expect(seen.requests).toBe(10);
      expect(client.usage()).toMatchObject({ calls: 5, retries: 5, charge: 5, unknown: 5 });
    });
  });

  it("has one more chance, and no second one", async () => {
    await withServer(accepting("nothing"), async ({ url, seen }) => {
      const tokens = counter();
      const client = createClient({ token: tokens.token, baseUrl: url });
      const { error } = await recognize(client);
      expect(error).toMatchObject({ name: "AuthenticationError", httpStatus: 401, attempts: 2 });
      expect(tokens.asked).toBe(2);
      expect(seen.requests).toBe(2);
    });
  });

  it("is asked again by the next call after a refusal", async () => {
    await withServer(accepting("token-3"), async ({ url }) => {
      const client = createClient({ token: counter().token, baseUrl: url });
      expect((await recognize(client)).error?.name).toBe("AuthenticationError");
      expect((await recognize(client)).error).toBeUndefined();
    });
  });

  it("leaves a call with a callback alone", async () => {
    await withServer(accepting("token-2"), async ({ url, seen }) => {
      const client = createClient({ token: counter().token, baseUrl: url });
      const { error } = await client.whatsapp.getWhatsAppDetail({
        number: "7700900123",
        callback: "https://example.com/whatsapp",
      });
      expect(error?.name).toBe("AuthenticationError");
      expect(seen.requests).toBe(1);
    });
  });

  it("is no reason to send again where the token is a text", async () => {
    await withServer(accepting("nothing"), async ({ url, seen }) => {
      const { error } = await recognize(createClient({ token: "token-1", baseUrl: url }));
      expect(error).toMatchObject({ name: "AuthenticationError", attempts: 1 });
      expect(seen.requests).toBe(1);
    });
  });

  const junk: readonly (readonly [string, () => unknown])[] = [
    ["throws", () => raise(new Error("Zyx-Secret"))],
    ["throws a TypeError", () => raise(new TypeError("Zyx-Secret"))],
    [
      "throws a TypeError with a cause",
      () => raise(new TypeError("x", { cause: new Error("Zyx-Secret") })),
    ],
    ["throws a text", () => raise("Zyx-Secret")],
    ["throws undefined", () => raise(undefined)],
    ["rejects", () => Promise.reject(new Error("Zyx-Secret"))],
    ["rejects with undefined", () => Promise.resolve().then(() => raise(nothing))],
    ["gives nothing", () => undefined],
    ["gives an empty text", () => ""],
    ["gives a line break", () => Promise.resolve("Zyx-Secret\n")],
    ["gives an object", () => ({ token: "Zyx-Secret" })],
    ["gives a number", () => 4711],
  ];

  it.each(junk)("that %s sends nothing and shows nothing", async (_name, token) => {
    await withServer(accepting("token"), async ({ url, seen }) => {
      let isJunk = true;
      const client: AisolutionClient = Reflect.apply(createClient, undefined, [
        { token: () => (isJunk ? token() : "token"), baseUrl: url, concurrency: 1 },
      ]);
      const { error } = await recognize(client);
      expect(error).toMatchObject({ name: "InputError", attempts: 0, billing: "free" });
      expect(`${error?.stack ?? ""}${JSON.stringify(error)}`).not.toContain("Zyx-Secret");
      expect(seen.connections).toBe(0);
      // It is asked again by the next call, and the slot is free.
      isJunk = false;
      expect((await recognize(client)).error).toBeUndefined();
    });
  });
});

/** What some code rejects with. */
const nothing: unknown = undefined;

function raise(value: unknown): never {
  throw value;
}

describe("waits", () => {
  const delaysOf = async (random: () => number): Promise<readonly number[]> => {
    const delays: number[] = [];
    const client = createClient({
      token: "token",
      fetch: answering(later),
      retry: { limit: 5, baseDelay: 4, maxDelay: 20, random },
      onRetry: ({ delay }) => delays.push(delay),
    });
    await recognize(client);
    return delays;
  };

  it("are the same for the same seed, and others for another", async () => {
    const [one, same, other] = await Promise.all([1, 1, 2].map((n) => delaysOf(seededRandom(n))));
    expect(one).toHaveLength(5);
    expect(new Set(one).size).toBe(5);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("double up to their bound", async () => {
    expect(await delaysOf(() => 1)).toEqual([4, 8, 16, 20, 20]);
    expect(await delaysOf(() => 0)).toEqual([0, 0, 0, 0, 0]);
  });

  it("are anything from zero to the bound", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(100_000),
        fc.nat(100_000),
        (attempt, share, baseDelay, maxDelay) => {
          const policy = { limit: Infinity, baseDelay, maxDelay, random: () => share };
          const delay = retryDelay("backoff", attempt - 1, undefined, policy);
          const bound = Math.min(maxDelay, baseDelay * Math.min(2 ** (attempt - 1), 2 ** 40));
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(bound);
          // Full jitter: the whole range is used, in proportion.
          expect(delay).toBeCloseTo(share * bound, 5);
        },
      ),
    );
  });

  it("are as long as the service asks, however long that is", async () => {
    const delays: number[] = [];
    const controller = new AbortController();
    const requests = { sent: 0 };
    const client = createClient({
      token: "token",
      retry: { maxRetryAfter: Infinity },
      fetch: () => {
        requests.sent += 1;
        return Promise.resolve(
          new Response(success, { status: 429, headers: { "Retry-After": "99999999" } }),
        );
      },
      onRetry: ({ delay }) => delays.push(delay),
    });
    const call = recognize(client, { signal: controller.signal });
    await wait(50);
    controller.abort();
    expect((await call).error?.name).toBe("AbortError");
    expect(delays).toEqual([99_999_999_000]);
    // A timer that cannot hold the time goes off at once.
    expect(requests.sent).toBe(1);
  });
});

describe.concurrent("limits of a client", () => {
  it.each([1, 2, 5])("hold for %i requests at once", async (concurrency) => {
    let now = 0;
    let peak = 0;
    const play: Play = async (exchange) => {
      now += 1;
      peak = Math.max(peak, now);
      await exchange.wait(15);
      now -= 1;
      // A retry and an error give their slots back too.
      const body = exchange.number % 5 === 0 ? later : exchange.number % 7 === 0 ? "" : success;
      await reply(exchange, 200, body);
    };
    await withServer(play, async ({ url, seen }) => {
      const client = createClient({
        token: "token",
        baseUrl: url,
        concurrency,
        retry: { baseDelay: 1 },
      });
      await Promise.all(Array.from({ length: 15 }, () => recognize(client)));
      expect(peak).toBe(concurrency);
      expect(seen.requests).toBe(15 + client.usage().retries);
    });
  });

  it("keep requests apart by minInterval, retries too", async () => {
    const starts: number[] = [];
    const client = createClient({
      token: "token",
      minInterval: 40,
      retry: { baseDelay: 1 },
      fetch: answering(success, later, success),
      onRequest: () => starts.push(performance.now()),
    });
    const start = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => recognize(client)));
    expect(starts).toHaveLength(6);
    starts.forEach((time, index) => {
      // Timers are exact to a millisecond.
      expect(time - start).toBeGreaterThanOrEqual(index * 40 - 2);
    });
  });

  it("read a form when the call is made, not when its turn comes", async () => {
    const bodies: string[] = [];
    const client = createClient({
      token: "token",
      concurrency: 1,
      fetch: (_url, init) => {
        bodies.push(Buffer.from(typeof init.body === "string" ? init.body : "").toString());
        return Promise.resolve(new Response(success));
      },
    });
    const form = { person_id: "" };
    const calls = ["a", "b", "c"].map((person) => {
      form.person_id = person;
      return client.face.deleteFace(form);
    });
    await Promise.all(calls);
    expect(bodies).toEqual(["person_id=a", "person_id=b", "person_id=c"]);
  });
});

describe("hooks", () => {
  /** Events of one call, by name. */
  function record(events: string[]): Partial<ClientOptions<false>> {
    return {
      onLargeImage: ({ field }) => events.push(`large ${field}`),
      onRequest: ({ attempt }) => events.push(`request ${String(attempt)}`),
      onResponse: ({ attempt, billing }) => events.push(`response ${String(attempt)} ${billing}`),
      onRetry: ({ attempt, error }) => events.push(`retry ${String(attempt)} ${error}`),
    };
  }

  it("come in order, each once", async () => {
    const events: string[] = [];
    const client = createClient({
      token: "token",
      retry: { baseDelay: 1 },
      fetch: answering(later, success),
      ...record(events),
    });
    await client.identityCard.recognizeGermanIdCard({ img: jpeg(204_801) });
    expect(events).toEqual([
      "large img",
      "request 1",
      "response 1 free",
      "retry 1 UnavailableError",
      "request 2",
      "response 2 charge",
    ]);
  });

  it("are not told of an answer that never came, nor of a picture of the recommended size", async () => {
    const events: string[] = [];
    const client = createClient({
      token: "token",
      fetch: () => Promise.reject(new TypeError("fetch failed")),
      ...record(events),
    });
    await client.identityCard.recognizeGermanIdCard({ img: jpeg(204_800) });
    expect(events).toEqual(["request 1"]);
  });

  it("of a call go before those of the client", async () => {
    const events: string[] = [];
    const client = createClient({
      token: "token",
      fetch: answering(success),
      onRequest: () => events.push("client"),
      onResponse: () => events.push("client"),
    });
    await recognize(client, { onRequest: () => events.push("call") });
    expect(events).toEqual(["call", "client"]);
  });

  it("that throw are reported, and do not touch the call", async () => {
    // In a process of its own: the fault of a hook is an uncaught exception.
    const program = `
      import { createClient } from "@aisolution/client";
      process.on("uncaughtException", ({ message }) => console.log("uncaught " + message));
      const fail = (name) => () => { throw new Error(name); };
      const answers = ['${later}', '${success}'];
      const client = createClient({
        token: "token",
        retry: { baseDelay: 1 },
        fetch: async () => new Response(answers.shift()),
        onRequest: fail("onRequest"),
        onResponse: fail("onResponse"),
        onRetry: fail("onRetry"),
        onLargeImage: fail("onLargeImage"),
      });
      const img = new Uint8Array(300000);
      img.set([0xff, 0xd8, 0xff]);
      const { data, error } = await client.identityCard.recognizeGermanIdCard({ img });
      console.log("ended", data, error);
    `;
    const { stdout, stderr } = await run(process.execPath, [
      "--input-type=module",
      "--eval",
      program,
    ]);
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n")).toEqual([
      "uncaught onLargeImage",
      "uncaught onRequest",
      "uncaught onResponse",
      "uncaught onRetry",
      "uncaught onRequest",
      "uncaught onResponse",
      "ended {} undefined",
    ]);
  });
});

/** JavaScript, and TypeScript without exactOptionalPropertyTypes, can hand on what is not set. */
describe("an option that is undefined", () => {
  const absent: readonly (readonly [string, object])[] = [
    ["timeout", { timeout: undefined }],
    ["retry", { retry: undefined }],
    [
      "each option of retry",
      {
        retry: {
          limit: undefined,
          baseDelay: undefined,
          maxDelay: undefined,
          maxRetryAfter: undefined,
          uncertain: undefined,
          random: undefined,
        },
      },
    ],
    ["signal", { signal: undefined }],
    ["onRequest", { onRequest: undefined }],
  ];

  /** Ends by itself, should the limit not hold. */
  const endless = (requests: { sent: number }): Fetch => {
    return async () => {
      requests.sent += 1;
      await wait(5);
      return new Response(requests.sent > 6 ? success : later);
    };
  };

  it.each(absent)("of a call is that of its client: %s", async (_name, options) => {
    const requests = { sent: 0 };
    const events: number[] = [];
    const client = createClient({
      token: "token",
      timeout: 2_000,
      retry: { limit: 3, baseDelay: 1 },
      onRequest: ({ attempt }) => events.push(attempt),
      fetch: endless(requests),
    });
    const { error } = await recognize(client, options);
    expect(error).toMatchObject({ name: "UnavailableError", attempts: 4 });
    expect(requests.sent).toBe(4);
    expect(events).toEqual([1, 2, 3, 4]);
  });

  it.each(absent)("of a client is the default: %s", async (_name, options) => {
    const requests = { sent: 0 };
    const client: AisolutionClient = Reflect.apply(createClient, undefined, [
      { token: "token", fetch: endless(requests), ...options },
    ]);
    const { error } = await recognize(client, { retry: { baseDelay: 1 } });
    expect(error).toMatchObject({ name: "UnavailableError", attempts: 3 });
  });
});
