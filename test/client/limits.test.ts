/** Limits of time: each wait of a call ends with it, and what the call was reading ends too. */
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import {
  createClient,
  waitForWhatsAppDetail,
  type CallOptions,
  type ClientOptions,
  type ImageInput,
} from "@aisolution/client";
import { fromStream } from "@aisolution/client/node";
import { fitImage } from "@aisolution/client/sharp";
import { describe, expect, it } from "vitest";
import { startFaultServer } from "./fault-server.js";
import { jpeg } from "./pictures.js";

const image = jpeg(600);
const success = '{"status":"OK","message":{}}';
const later = '{"status":"RETRY_LATER","message":""}';
const never = new Promise<never>(() => undefined);
/** Milliseconds. Much less than a default, and much more than a busy machine needs to notice. */
const soon = 60;
const patience = 2_000;

/** An image that never comes, and whether its source was told to stop. */
interface StalledImage {
  readonly input: ImageInput;
  readonly isEnded: () => boolean;
}

function stalledWebStream(): { readonly stream: ReadableStream<Uint8Array>; isEnded: boolean } {
  const state = {
    isEnded: false,
    stream: new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(image.subarray(0, 20));
      },
      cancel() {
        state.isEnded = true;
        // A source may hang here too.
        return never;
      },
    }),
  };
  return state;
}

const stalledImages: Readonly<Record<string, () => StalledImage>> = {
  "a web stream": () => {
    const state = stalledWebStream();
    return { input: state.stream, isEnded: () => state.isEnded };
  },
  "a web stream in fromStream": () => {
    const state = stalledWebStream();
    return { input: fromStream(state.stream), isEnded: () => state.isEnded };
  },
  "a Node stream": () => {
    const stream = new Readable({ read: () => undefined });
    return { input: stream, isEnded: () => stream.destroyed };
  },
  "a Node stream in fromStream": () => {
    const stream = new Readable({ read: () => undefined });
    return { input: fromStream(stream), isEnded: () => stream.destroyed };
  },
  "an iterator": () => {
    let isEnded = false;
    const iterator: AsyncIterator<Uint8Array> = {
      next: () => never,
      return: () => {
        isEnded = true;
        return never;
      },
    };
    return { input: { [Symbol.asyncIterator]: () => iterator }, isEnded: () => isEnded };
  },
};

/** What ends a call before its time. */
const ends: readonly (readonly [
  name: string,
  error: string,
  options: Partial<ClientOptions<false>>,
  callOptions: () => CallOptions,
])[] = [
  ["timeout of the client", "TimeoutError", { timeout: soon }, () => ({})],
  ["timeout of the call", "TimeoutError", {}, () => ({ timeout: soon })],
  ["deadline of the client", "TimeoutError", { deadline: soon }, () => ({})],
  ["deadline of the call", "TimeoutError", {}, () => ({ deadline: soon })],
  ["signal", "AbortError", {}, () => ({ signal: AbortSignal.timeout(soon) })],
];

const rows = Object.entries(stalledImages).flatMap(([name, make]) =>
  ends.map(([end, error, options, callOptions]) => ({
    name: `${name}, by the ${end}`,
    make,
    error,
    options,
    callOptions,
  })),
);

describe.concurrent("a call whose image stalls", () => {
  it.each(rows)("ends, and its source with it: $name", async (row) => {
    const { input, isEnded } = row.make();
    let requests = 0;
    const client = createClient({
      token: "token",
      concurrency: 1,
      fetch: () => {
        requests += 1;
        return Promise.resolve(new Response(success));
      },
      ...row.options,
    });
    const start = performance.now();
    const call = client.identityCard.recognizeGermanIdCard({ img: input }, row.callOptions());
    // It holds the only slot.
    const next = client.identityCard.recognizeGermanIdCard({ img: image }, { deadline: patience });
    const { error } = await call;
    expect(performance.now() - start).toBeLessThan(patience);
    expect(error).toMatchObject({ name: row.error, attempts: 0, billing: "free" });
    if (row.error === "TimeoutError") {
      expect(error?.message).toMatch(/The image was not read within 60 ms \((timeout|deadline)\)$/);
    }
    await wait(0);
    expect(isEnded()).toBe(true);
    expect((await next).error).toBeUndefined();
    expect(requests).toBe(1);
  });

  it.each(Object.entries(stalledImages))(
    "ends the image that it did not come to: %s",
    async (_name, make) => {
      const { input, isEnded } = make();
      const client = createClient({ token: "token" });
      const { error } = await client.face.compareFaces({ img1: "no image", img2: input });
      expect(error?.name).toBe("InputError");
      await wait(0);
      expect(isEnded()).toBe(true);
    },
  );

  it.each(Object.entries(stalledImages))(
    "ends the image of a call that had no slot yet: %s",
    async (_name, make) => {
      const { input, isEnded } = make();
      const client = createClient({ token: () => never, concurrency: 1 });
      const controller = new AbortController();
      const { signal } = controller;
      const first = client.identityCard.recognizeGermanIdCard({ img: image }, { signal });
      const { error } = await client.identityCard.recognizeGermanIdCard(
        { img: input },
        { deadline: soon },
      );
      expect(error).toMatchObject({
        name: "TimeoutError",
        message: expect.stringMatching(/No slot was free within 60 ms \(deadline\)/),
      });
      await wait(0);
      expect(isEnded()).toBe(true);
      controller.abort();
      await first;
    },
  );

  it.each(Object.entries(stalledImages))("ends with fitImage's signal: %s", async (_name, make) => {
    const { input, isEnded } = make();
    const signal = AbortSignal.timeout(soon);
    await expect(fitImage(input, { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    await wait(0);
    expect(isEnded()).toBe(true);
  });
});

describe.concurrent("a stream that is refused", () => {
  it.each([
    ["too long", new Uint8Array(3_000_000)],
    ["not bytes", "text"],
  ])("does not hang the call when its cancel hangs: %s", async (_name, chunk) => {
    const stream = new ReadableStream<unknown>({
      start(controller) {
        controller.enqueue(chunk);
      },
      cancel: () => never,
    });
    const iterator = {
      next: () => Promise.resolve({ done: false, value: chunk }),
      return: () => never,
    };
    const client = createClient({ token: "token", timeout: patience });
    for (const img of [stream, { [Symbol.asyncIterator]: () => iterator }]) {
      const { error }: { error: unknown } = await Reflect.apply(
        client.identityCard.recognizeGermanIdCard,
        undefined,
        [{ img }],
      );
      expect(error).toMatchObject({ name: expect.stringMatching(/InputError|ImageError/) });
    }
  });
});

describe.concurrent("a token function that hangs", () => {
  it.each(ends)("ends with the %s", async (_name, name, options, callOptions) => {
    const client = createClient({ token: () => never, concurrency: 1, ...options });
    const { error } = await client.identityCard.recognizeGermanIdCard(
      { img: image },
      callOptions(),
    );
    expect(error).toMatchObject({ name, attempts: 0, billing: "free" });
    if (name === "TimeoutError") expect(error?.message).toMatch(/token function gave no token/);
  });

  it("is called again by the next call", async () => {
    let asked = 0;
    const client = createClient({
      token: () => ((asked += 1) === 1 ? never : "token"),
      concurrency: 1,
      timeout: soon,
      fetch: () => Promise.resolve(new Response(success)),
    });
    expect((await client.face.deleteFace({ person_id: "1" })).error?.name).toBe("TimeoutError");
    expect((await client.face.deleteFace({ person_id: "1" })).error).toBeUndefined();
    expect(asked).toBe(2);
  });
});

describe.concurrent("the deadline", () => {
  it("ends a request that is under way, with its cost unknown", async () => {
    const client = createClient({ token: "token", fetch: () => never });
    const { error } = await client.face.deleteFace({ person_id: "1" }, { deadline: soon });
    expect(error).toMatchObject({
      name: "TimeoutError",
      attempts: 1,
      billing: "unknown",
      message: expect.stringMatching(/No complete answer came within 60 ms \(deadline\)/),
    });
  });

  it("is for all attempts together", async () => {
    let requests = 0;
    const client = createClient({
      token: "token",
      retry: { limit: 1_000, baseDelay: 10, maxDelay: 10 },
      deadline: 100,
      fetch: () => {
        requests += 1;
        return Promise.resolve(new Response(later));
      },
    });
    const start = performance.now();
    const { error } = await client.face.deleteFace({ person_id: "1" });
    expect(performance.now() - start).toBeLessThan(patience);
    expect(requests).toBeGreaterThan(1);
    expect(error?.name).toMatch(/UnavailableError|TimeoutError/);
  });

  it("ends a call at once whose next wait would go beyond it", async () => {
    const client = createClient({
      token: "token",
      deadline: 10_000,
      fetch: () =>
        Promise.resolve(new Response(success, { status: 429, headers: { "Retry-After": "30" } })),
    });
    const start = performance.now();
    const { error } = await client.face.deleteFace({ person_id: "1" });
    expect(performance.now() - start).toBeLessThan(patience);
    expect(error).toMatchObject({ name: "RateLimitError", attempts: 1, retryAfter: 30_000 });
  });

  it("ends a call at once that minInterval would hold back too long", async () => {
    const client = createClient({
      token: "token",
      minInterval: 10_000,
      fetch: () => Promise.resolve(new Response(success)),
    });
    await client.face.deleteFace({ person_id: "1" });
    const { error } = await client.face.deleteFace({ person_id: "1" }, { deadline: 5_000 });
    expect(error).toMatchObject({ name: "TimeoutError", attempts: 0, billing: "free" });
    // Its turn is free for another.
    const start = performance.now();
    await client.face.deleteFace({ person_id: "1" }, { deadline: 5_000 });
    expect(performance.now() - start).toBeLessThan(patience);
  });

  it("of waitForWhatsAppDetail ends the call that is under way", async () => {
    const server = await startFaultServer(() => undefined);
    try {
      const client = createClient({ token: "token", baseUrl: server.url });
      const start = performance.now();
      const { error } = await waitForWhatsAppDetail(
        client,
        { number: "+447700900123" },
        { deadline: 200 },
      );
      expect(performance.now() - start).toBeLessThan(patience);
      expect(error).toMatchObject({ name: "TimeoutError", billing: "unknown", attempts: 1 });
    } finally {
      await server.close();
    }
  });
});
