import { getEventListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { createClient, type ClientOptions, type ImageInput } from "@aisolution/client";
import { describe, expect, it } from "vitest";
import { recognize } from "./call-fault.js";
import { answer, reply, startFaultServer, type Exchange } from "./fault-server.js";
import { jpeg } from "./pictures.js";

const success = '{"status":"OK","message":{}}';
const picture = jpeg(600);

/** A point in the life of a call at which its caller may lose patience. */
interface Stage {
  /** What the server does until the signal aborts. Default: it answers. */
  readonly play?: (exchange: Exchange, ready: () => void) => void | Promise<void>;
  /** @param ready to be called when the stage is reached */
  readonly options?: (ready: () => void, aborted: Promise<void>) => Partial<ClientOptions<false>>;
  readonly picture?: (ready: () => void) => ImageInput;
  /** Another call comes first: it ends at once, or only after the abort. */
  readonly first?: "ended" | "under way";
  /** The stage is reached by waiting, in milliseconds: nothing tells of it. */
  readonly reachedAfter?: number;
  /** Requests of the aborted call. */
  readonly requests: number;
  readonly billing: "free" | "unknown";
}

/** Longer than any test may take. */
const long = 60_000;

/** Never ends by itself. */
const never = new Promise<never>(() => undefined);

const stages: Readonly<Record<string, Stage>> = {
  "before the call": { reachedAfter: -1, requests: 0, billing: "free" },
  "while waiting for a slot": {
    first: "under way",
    reachedAfter: 30,
    requests: 0,
    billing: "free",
  },
  "while the picture is read": {
    picture: (ready) =>
      new ReadableStream({
        pull: () => {
          ready();
          return never;
        },
      }),
    requests: 0,
    billing: "free",
  },
  "while the token is pending": {
    options: (ready, aborted) => ({
      token: async () => {
        ready();
        await aborted;
        return "token";
      },
    }),
    requests: 0,
    billing: "free",
  },
  "while connecting": {
    options: (ready, aborted) => {
      let isAborted = false;
      void aborted.then(() => (isAborted = true));
      return {
        // The server never answers the handshake.
        fetch: (url, init) => {
          const call = fetch(isAborted ? url : url.replace("http:", "https:"), init);
          setTimeout(ready, 30);
          return call;
        },
      };
    },
    requests: 0,
    billing: "unknown",
  },
  "while waiting for the headers": {
    play: async (exchange, ready) => {
      await exchange.body();
      ready();
    },
    requests: 1,
    billing: "unknown",
  },
  "in the body": {
    options: (ready) => ({
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        setTimeout(ready, 20);
        return response;
      },
    }),
    play: (exchange) => {
      exchange.write(answer(200, success).subarray(0, -3));
    },
    requests: 1,
    billing: "unknown",
  },
  "during the backoff": {
    options: (ready) => ({
      retry: { baseDelay: long, maxDelay: long, random: () => 1 },
      onRetry: () => setTimeout(ready, 20),
    }),
    play: (exchange) => reply(exchange, 200, '{"status":"RETRY_LATER","message":""}'),
    requests: 1,
    billing: "free",
  },
  "during the wait that Retry-After asks for": {
    options: (ready) => ({ onRetry: () => setTimeout(ready, 20) }),
    play: (exchange) => reply(exchange, 429, success, { "Retry-After": "30" }),
    requests: 1,
    billing: "free",
  },
  "during the backoff after a request that may be charged": {
    options: (ready) => ({
      retry: { uncertain: true, baseDelay: long, maxDelay: long, random: () => 1 },
      onRetry: () => setTimeout(ready, 20),
    }),
    play: (exchange) => reply(exchange, 500, success),
    requests: 1,
    billing: "unknown",
  },
  "during minInterval": {
    first: "ended",
    options: () => ({ minInterval: 900 }),
    reachedAfter: 30,
    requests: 0,
    billing: "free",
  },
};

describe.concurrent("an abort", () => {
  it.each(Object.entries(stages))("%s ends the call", async (_name, stage) => {
    const controller = new AbortController();
    let reached: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => (reached = resolve));
    const aborted = new Promise<void>((resolve) => {
      controller.signal.addEventListener("abort", () => {
        resolve();
      });
    });
    const server = await startFaultServer(async (exchange) => {
      const isFirst = stage.first !== undefined && exchange.number === 1;
      if (isFirst && stage.first === "under way") await Promise.all([exchange.body(), aborted]);
      if (controller.signal.aborted || isFirst) await reply(exchange, 200, success);
      else await (stage.play ?? ((other) => reply(other, 200, success)))(exchange, reached);
    });
    try {
      const client = createClient({
        token: "token",
        baseUrl: server.url,
        concurrency: 1,
        ...stage.options?.(reached, aborted),
      });
      const first = stage.first === undefined ? undefined : recognize(client);
      if (stage.first === "ended") await first;
      const { reachedAfter } = stage;
      if (reachedAfter === -1) controller.abort();

      const call = client.identityCard.recognizeGermanIdCard(
        { img: stage.picture?.(reached) ?? picture },
        { signal: controller.signal },
      );
      if (reachedAfter === undefined) await ready;
      else await wait(Math.max(0, reachedAfter));
      // The reason of an abort is the caller's own: no text of the error comes from it.
      const start = performance.now();
      controller.abort(new Error("Zyx-Reason"));
      const { error, data } = await call;

      expect(performance.now() - start).toBeLessThan(1_000);
      expect(data).toBeUndefined();
      expect(error).toMatchObject({
        name: "AbortError",
        attempts: stage.requests + Number(_name === "while connecting"),
        billing: stage.billing,
        retryable: false,
      });
      expect(error?.stack).not.toContain("Zyx-Reason");
      await first;

      // Nothing is sent afterwards, nobody listens any more, and the slot is free.
      await wait(40);
      expect(server.seen.requests).toBe(stage.requests + Number(stage.first !== undefined));
      expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
      const next = await recognize(client, { timeout: 5_000 });
      expect(next.error).toBeUndefined();
    } finally {
      await server.close();
    }
  });

  it("of one among many calls ends that one alone", async () => {
    const server = await startFaultServer(async (exchange) => {
      await exchange.wait(20);
      await reply(exchange, 200, success);
    });
    try {
      const client = createClient({ token: "token", baseUrl: server.url, concurrency: 2 });
      const controllers = Array.from({ length: 12 }, () => new AbortController());
      const calls = controllers.map(({ signal }) => recognize(client, { signal }));
      // Some of them run, some wait; all three at once.
      await wait(10);
      for (const index of [0, 5, 11]) controllers[index]?.abort();
      const names = (await Promise.all(calls)).map(({ error }) => error?.name);
      expect(names).toEqual(
        controllers.map((_controller, index) =>
          [0, 5, 11].includes(index) ? "AbortError" : undefined,
        ),
      );
    } finally {
      await server.close();
    }
  });

  it("leaves no listener on a signal that many calls share", async () => {
    const { signal } = new AbortController();
    const client = createClient({
      token: "token",
      concurrency: 2,
      fetch: () => Promise.resolve(new Response(success)),
    });
    // Above ten listeners at once, Node warns.
    await Promise.all(Array.from({ length: 4 }, () => recognize(client, { signal })));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("rejects with throwOnError", async () => {
    const client = createClient({ token: "token", throwOnError: true, fetch: () => never });
    const signal = AbortSignal.timeout(20);
    const call = client.identityCard.recognizeGermanIdCard({ img: picture }, { signal });
    await expect(call).rejects.toMatchObject({ name: "AbortError", billing: "unknown" });
  });
});

/** Fetches that look at no signal, as a caller's own may. */
const deafFetches: readonly (readonly [string, () => Promise<Response>])[] = [
  ["never answers", () => never],
  ["never ends its body", () => Promise.resolve(new Response(new ReadableStream()))],
  [
    "never ends a body of known length",
    () =>
      Promise.resolve(new Response(new ReadableStream(), { headers: { "Content-Length": "9" } })),
  ],
  [
    "gives a byte now and then",
    () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            async pull(controller) {
              await wait(10);
              controller.enqueue(new Uint8Array(1));
            },
          }),
        ),
      ),
  ],
];

describe.concurrent("a fetch that looks at no signal and %s", () => {
  it.each(deafFetches)("%s: ends at the timeout", async (_name, deaf) => {
    const client = createClient({ token: "token", concurrency: 1, timeout: 60, fetch: deaf });
    for (const _turn of [1, 2]) {
      const { error } = await recognize(client);
      expect(error).toMatchObject({ name: "TimeoutError", billing: "unknown", attempts: 1 });
    }
    expect(client.usage()).toMatchObject({ calls: 2, retries: 0, unknown: 2 });
  });

  it.each(deafFetches)("%s: ends at the abort", async (_name, deaf) => {
    const client = createClient({ token: "token", concurrency: 1, fetch: deaf });
    const { error } = await recognize(client, { signal: AbortSignal.timeout(60) });
    expect(error).toMatchObject({ name: "AbortError", billing: "unknown", attempts: 1 });
  });
});

describe.concurrent("the timeout", () => {
  const slow = (): Promise<Response> => wait(150).then(() => new Response(success));

  it.each([
    ["of a call goes before that of the client", long, 40, "TimeoutError"],
    ["of a call may be longer than that of the client", 40, long, undefined],
    ["can be left out", Infinity, undefined, undefined],
    ["can be so long that no timer holds it", 2 ** 40, undefined, undefined],
  ])("%s", async (_name, ofClient, ofCall, name) => {
    const client = createClient({ token: "token", timeout: ofClient, fetch: slow });
    const { error } = await recognize(client, ofCall === undefined ? {} : { timeout: ofCall });
    expect(error?.name).toBe(name);
    if (error) expect(error.message).toMatch(/within 40 ms/);
  });

  it("is for one request, not for the wait before it", async () => {
    const client = createClient({ token: "token", timeout: 100, minInterval: 200, fetch: slow });
    const [first, second] = await Promise.all([
      recognize(client, { timeout: 1_000 }),
      recognize(client, { timeout: 1_000 }),
    ]);
    expect([first.error, second.error]).toEqual([undefined, undefined]);
  });
});
