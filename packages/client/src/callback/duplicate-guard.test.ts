import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createDuplicateGuard } from "./duplicate-guard.js";
import type { DuplicateStore } from "./duplicate-store.js";
import { createMemoryDuplicateStore } from "./memory-duplicate-store.js";

const query = (name: string) => new URLSearchParams({ number: name });

/** A task that counts its runs and fails as often as it is told. */
function task(failures = 0) {
  let runs = 0;
  return {
    get runs() {
      return runs;
    },
    run: () => {
      runs += 1;
      return runs <= failures ? Promise.reject(new Error("No.")) : Promise.resolve();
    },
  };
}

/** A task that ends when it is told. */
function slowTask() {
  let finish: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  let start: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  const ended = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const run = () => {
    start();
    return ended;
  };
  return {
    run,
    started,
    finish: () => {
      finish();
    },
    fail: () => {
      fail(new Error("No."));
    },
  };
}

/** A store that keeps its keys, and fails where it is told. */
function storeWith(overrides: Partial<DuplicateStore> = {}) {
  const keys: string[] = [];
  const memory = createMemoryDuplicateStore(100, () => 0);
  const store: DuplicateStore = {
    ...memory,
    claim: (key, leaseMs) => {
      keys.push(key);
      return memory.claim(key, leaseMs);
    },
    ...overrides,
  };
  return { keys, store };
}

describe("createDuplicateGuard", () => {
  it("runs a task once for one query, and once for another", async () => {
    const guard = createDuplicateGuard();
    const work = task();
    expect(await guard.once(query("a"), work.run)).toBe("done");
    expect(await guard.once(query("a"), work.run)).toBe("duplicate");
    expect(await guard.once(query("b"), work.run)).toBe("done");
    expect(work.runs).toBe(2);
  });

  it("looks at the whole query", async () => {
    const guard = createDuplicateGuard();
    const work = task();
    for (const text of ["number=1&whatsapp=checking", "number=1&whatsapp=yes", "number=1&job=2"]) {
      expect(await guard.once(new URLSearchParams(text), work.run)).toBe("done");
    }
    expect(await guard.once(new URLSearchParams("number=%31&job=2"), work.run)).toBe("duplicate");
  });

  it.each([
    ["itself", "number=%2B447700900123&whatsapp=yes&signature=a+b&job=1&job=2"],
    ["another order", "whatsapp=yes&job=1&signature=a+b&job=2&number=%2B447700900123"],
    ["another encoding", "number=%2b447700900123&whatsapp=%79es&signature=a%20b&job=1&job=2"],
    ["a repaired number", "number=+447700900123&whatsapp=yes&signature=a+b&job=1&job=2"],
    [
      "a value that is there twice",
      "number=%2B447700900123&whatsapp=yes&whatsapp=yes&signature=a+b&job=1&job=2",
    ],
    ["an empty value", "number=%2B447700900123&whatsapp=yes&signature=a+b&avatar=&job=1&job=2"],
    [
      "a value that is ignored",
      "number=%2B447700900123&whatsapp=yes&signature=a+b&avatar=x&job=1&job=2",
    ],
    ["other separators", "job=1&job=2?number=%2B447700900123&amp;whatsapp=yes&amp;signature=a+b"],
  ])("takes a callback for the same in %s", async (_name, spelling) => {
    const guard = createDuplicateGuard();
    const first = "number=%2B447700900123&whatsapp=yes&signature=a+b&job=1&job=2";
    await guard.once(new URLSearchParams(first), task().run);
    expect(await guard.once(new URLSearchParams(spelling), task().run)).toBe("duplicate");
  });

  it.each([
    ["another number", "number=%2B447700900124&whatsapp=yes&signature=a+b&job=1&job=2"],
    ["another conclusion", "number=%2B447700900123&whatsapp=no&signature=a+b&job=1&job=2"],
    ["another text", "number=%2B447700900123&whatsapp=yes&signature=a++b&job=1&job=2"],
    ["an empty text", "number=%2B447700900123&whatsapp=yes&signature=&job=1&job=2"],
    ["no text", "number=%2B447700900123&whatsapp=yes&job=1&job=2"],
    ["one value more", "number=%2B447700900123&whatsapp=yes&signature=a+b&avatar=no&job=1&job=2"],
    ["another reference", "number=%2B447700900123&whatsapp=yes&signature=a+b&job=1&job=3"],
    [
      "references in another order",
      "number=%2B447700900123&whatsapp=yes&signature=a+b&job=2&job=1",
    ],
    ["a reference more", "number=%2B447700900123&whatsapp=yes&signature=a+b&job=1&job=2&a=1"],
  ])("takes a callback for another with %s", async (_name, other) => {
    const guard = createDuplicateGuard();
    const first = "number=%2B447700900123&whatsapp=yes&signature=a+b&job=1&job=2";
    await guard.once(new URLSearchParams(first), task().run);
    expect(await guard.once(new URLSearchParams(other), task().run)).toBe("done");
  });

  it("forgets after the window", async () => {
    let time = 1000;
    const guard = createDuplicateGuard({ windowMs: 50, now: () => time });
    const work = task();
    await guard.once(query("a"), work.run);
    time += 49;
    expect(await guard.once(query("a"), work.run)).toBe("duplicate");
    time += 1;
    expect(await guard.once(query("a"), work.run)).toBe("done");
  });

  it("forgets the oldest beyond its number of entries", async () => {
    const guard = createDuplicateGuard({ maxEntries: 2 });
    const work = task();
    for (const name of ["a", "b", "c"]) await guard.once(query(name), work.run);
    expect(await guard.once(query("c"), work.run)).toBe("duplicate");
    expect(await guard.once(query("b"), work.run)).toBe("duplicate");
    expect(await guard.once(query("a"), work.run)).toBe("done");
  });

  it("runs a task again after it failed", async () => {
    const guard = createDuplicateGuard();
    const work = task(1);
    await expect(guard.once(query("a"), work.run)).rejects.toThrow("No.");
    expect(await guard.once(query("a"), work.run)).toBe("done");
    expect(await guard.once(query("a"), work.run)).toBe("duplicate");
  });

  it("holds duplicates until the first is done", async () => {
    const guard = createDuplicateGuard();
    const first = slowTask();
    const other = task();
    const outcomes: string[] = [];
    const note = (outcome: string) => outcomes.push(outcome);
    const all = [guard.once(query("a"), first.run).then(note)];
    await first.started;
    all.push(guard.once(query("a"), other.run).then(note));
    all.push(guard.once(query("a"), other.run).then(note));
    expect(await guard.once(query("b"), task().run)).toBe("done");
    expect(outcomes).toEqual([]);
    first.finish();
    await Promise.all(all);
    expect(outcomes).toEqual(["done", "duplicate", "duplicate"]);
    expect(other.runs).toBe(0);
  });

  it("runs one of those that waited when the first failed", async () => {
    const guard = createDuplicateGuard();
    const first = slowTask();
    const other = task();
    const failed = guard.once(query("a"), first.run);
    await first.started;
    const waiting = [1, 2, 3].map(() => guard.once(query("a"), other.run));
    first.fail();
    await expect(failed).rejects.toThrow("No.");
    expect((await Promise.all(waiting)).sort()).toEqual(["done", "duplicate", "duplicate"]);
    expect(other.runs).toBe(1);
  });

  it("says what runs in another process, and takes it over after the lease", async () => {
    let time = 0;
    const store = createMemoryDuplicateStore(10, () => time);
    const [here, there] = [1, 2].map(() => createDuplicateGuard({ store, leaseMs: 100 }));
    const first = slowTask();
    const work = task();
    const outcome = here?.once(query("a"), first.run);
    await first.started;
    expect(await there?.once(query("a"), work.run)).toBe("running");
    time += 100;
    expect(await there?.once(query("a"), work.run)).toBe("done");
    expect(work.runs).toBe(1);
    first.finish();
    expect(await outcome).toBe("done");
    expect(await there?.once(query("a"), work.run)).toBe("duplicate");
  });

  it("gives a store nothing but digests", async () => {
    const { keys, store } = storeWith();
    const guard = createDuplicateGuard({ store });
    await guard.once(query("+447700900123"), task().run);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(inspect(guard, { depth: 9, showHidden: true })).not.toContain("7700900123");
  });

  it.each([
    ["before the task, fails", { claim: () => Promise.reject(new Error("Gone.")) }, "Gone.", 0],
    [
      "after the task, lets it be done",
      { complete: () => Promise.reject(new Error("Gone.")) },
      "done",
      1,
    ],
  ] as const)("with a store that fails %s", async (_name, overrides, wanted, runs) => {
    const guard = createDuplicateGuard({ store: storeWith(overrides).store });
    const work = task();
    const outcome = await guard
      .once(query("a"), work.run)
      .catch((error: unknown) => (error instanceof Error ? error.message : error));
    expect(outcome).toBe(wanted);
    expect(work.runs).toBe(runs);
  });

  it("gives the task's own error when the store cannot release", async () => {
    const guard = createDuplicateGuard({
      store: storeWith({ release: () => Promise.reject(new Error("Gone.")) }).store,
    });
    await expect(guard.once(query("a"), task(1).run)).rejects.toThrow("No.");
  });

  it.each([
    ["windowMs", 0],
    ["maxEntries", -1],
    ["leaseMs", 1.5],
    ["windowMs", Number.NaN],
  ])("refuses %s of %d", (name, value) => {
    expect(() => createDuplicateGuard({ [name]: value })).toThrow(
      `${name} must be a positive integer, not ${String(value)}.`,
    );
  });
});
