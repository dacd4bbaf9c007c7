import { describe, expect, it } from "vitest";
import { createClient } from "./create-client.js";
import type { CallResult } from "./definition.js";
import { InputError } from "./errors/input-error.js";
import { NotFoundError } from "./errors/not-found-error.js";
import { recognizeMany, type BatchProgress } from "./recognize-many.js";

const response = new Response();

function success<Data>(data: Data): CallResult<Data, NotFoundError> {
  return { data, error: undefined, response };
}

function failure(): CallResult<never, NotFoundError> {
  const facts = { operationId: "x", attempts: 1, billing: "free", retryable: false } as const;
  return { data: undefined, error: new NotFoundError("NO", facts), response };
}

/** A promise and the function that resolves it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("recognizeMany", () => {
  it("gives results as they are ready, each with its input and its place", async () => {
    const gates = [gate(), gate(), gate()];
    const results = recognizeMany(["a", "b", "c"], {
      concurrency: 3,
      call: async (input) => {
        await gates["abc".indexOf(input)]?.opened;
        return success(input.toUpperCase());
      },
    });
    const order: unknown[] = [];
    for (const place of [2, 0, 1]) {
      gates[place]?.open();
      const { value } = await results.next();
      order.push(value);
    }
    expect(order).toEqual([
      { input: "c", index: 2, ...success("C") },
      { input: "a", index: 0, ...success("A") },
      { input: "b", index: 1, ...success("B") },
    ]);
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it("goes on after a failure, and tells how far it is", async () => {
    const progress: BatchProgress[] = [];
    const fault = new Error("/home/erika/card.jpg");
    const results = await collect(
      recognizeMany([1, 2, 3], {
        concurrency: 1,
        call: (input) => {
          if (input === 1) return Promise.resolve(failure());
          if (input === 2) throw fault;
          return Promise.resolve(success(input));
        },
        onProgress: (event) => progress.push(event),
      }),
    );
    expect(results.map(({ error }) => error?.name)).toEqual([
      "NotFoundError",
      "InputError",
      undefined,
    ]);
    expect(results[1]?.error).toBeInstanceOf(InputError);
    expect(results[1]?.error?.source).toBe(fault);
    expect(results[1]?.error?.message).not.toContain("erika");
    expect(progress).toEqual([
      { done: 1, failed: 1, total: 3 },
      { done: 2, failed: 2, total: 3 },
      { done: 3, failed: 2, total: 3 },
    ]);
  });

  it.each([1, 2, 5])(
    "works on %i at once, and takes no input before there is room",
    async (concurrency) => {
      let taken = 0;
      let given = 0;
      let running = 0;
      let most = 0;
      function* inputs(): Generator<number> {
        while (taken < 40) {
          taken += 1;
          yield taken;
        }
      }
      const results = recognizeMany(inputs(), {
        concurrency,
        call: async (input) => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, input % 3));
          running -= 1;
          return success(input);
        },
      });
      for await (const { data } of results) {
        given += 1;
        expect(data).toBeTypeOf("number");
        expect(taken - given).toBeLessThan(concurrency + 1);
      }
      expect(given).toBe(40);
      expect(most).toBe(concurrency);
    },
  );

  it("does not let a slow source of inputs hold results back", async () => {
    const slow = gate();
    async function* inputs(): AsyncGenerator<string> {
      yield "a";
      await slow.opened;
      yield "b";
    }
    const results = recognizeMany(inputs(), { call: (input) => Promise.resolve(success(input)) });
    expect((await results.next()).value).toMatchObject({ data: "a" });
    slow.open();
    expect((await results.next()).value).toMatchObject({ data: "b" });
    expect((await results.next()).done).toBe(true);
  });

  it("ends the calls and the inputs when the loop is left", async () => {
    const signals: AbortSignal[] = [];
    let closed = false;
    function* inputs(): Generator<number> {
      try {
        for (let input = 0; ; input += 1) yield input;
      } finally {
        closed = true;
      }
    }
    const results = recognizeMany(inputs(), {
      concurrency: 3,
      call: (input, { signal }) => {
        signals.push(signal);
        return input === 0
          ? Promise.resolve(success(input))
          : new Promise<CallResult<number, NotFoundError>>(() => undefined);
      },
    });
    for await (const { input } of results) {
      expect(input).toBe(0);
      break;
    }
    expect(signals.length).toBeLessThanOrEqual(4);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(closed).toBe(true);
  });

  it("throws the reason of its signal, also where calls ignore theirs", async () => {
    const controller = new AbortController();
    const results = recognizeMany([1, 2], {
      signal: controller.signal,
      call: () => new Promise<CallResult<number, NotFoundError>>(() => undefined),
    });
    const next = results.next();
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    await expect(
      collect(
        recognizeMany([1], { signal: controller.signal, call: () => Promise.resolve(failure()) }),
      ),
    ).rejects.toBe(reason);
  });

  it("passes on what the inputs throw", async () => {
    const fault = new Error("the list ends here");
    function* inputs(): Generator<number> {
      yield 1;
      throw fault;
    }
    const results = recognizeMany(inputs(), { call: (input) => Promise.resolve(success(input)) });
    await expect(collect(results)).rejects.toBe(fault);
  });

  it.each([0, NaN, -1])("refuses a concurrency of %d", async (concurrency) => {
    const results = recognizeMany([1], {
      concurrency,
      call: (input) => Promise.resolve(success(input)),
    });
    await expect(results.next()).rejects.toThrow(/concurrency must be a positive integer/);
  });

  it("has nothing to do for no inputs", async () => {
    expect(await collect(recognizeMany([], { call: () => Promise.resolve(failure()) }))).toEqual(
      [],
    );
  });

  it("hands the signal of the batch to the client", async () => {
    const client = createClient({
      token: "t",
      fetch: (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => {
            reject(new Error("aborted"));
          });
        }),
    });
    const controller = new AbortController();
    const next = recognizeMany(["1"], {
      signal: controller.signal,
      call: (person_id, options) => client.face.deleteFace({ person_id }, options),
    }).next();
    await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    await expect(next).rejects.toMatchObject({ name: "AbortError" });
    expect(client.usage()).toMatchObject({ calls: 1, unknown: 1 });
  });
});
