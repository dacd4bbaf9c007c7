/** The program of a page that waits, run against a server and a clock of the test. */
import vm from "node:vm";
import { beforeEach, describe, expect, it } from "vitest";
import { beatMilliseconds, reloadScript } from "./reload-script.js";

type Listener = (event: { readonly data?: string; readonly persisted?: boolean }) => void;

/** A connection as the page has it. */
class Source {
  static readonly all: Source[] = [];
  readonly listeners = new Map<string, Listener>();
  closed = false;
  constructor(readonly address: string) {
    Source.all.push(this);
  }
  addEventListener(name: string, listener: Listener): void {
    this.listeners.set(name, listener);
  }
  close(): void {
    this.closed = true;
  }
  /** What the server or the browser tells the page. */
  tell(name: string, data?: string): void {
    this.listeners.get(name)?.(data === undefined ? {} : { data });
  }
}

let loads: number;
let isServerThere: boolean;
let timer: { readonly then: () => void; readonly at: number } | undefined;
let now: number;
let box: { id: string; textContent: string; style: object } | undefined;
let pageListeners: Map<string, Listener>;

beforeEach(() => {
  Source.all.length = 0;
  [loads, isServerThere, timer, now, box] = [0, true, undefined, 0, undefined];
  pageListeners = new Map();
  const element = () => ({ id: "", textContent: "", style: {}, setAttribute: () => undefined });
  vm.runInNewContext(reloadScript, {
    EventSource: Source,
    location: { href: "http://127.0.0.1/", reload: () => (loads += 1) },
    fetch: () => (isServerThere ? Promise.resolve() : Promise.reject(new Error("gone"))),
    setTimeout: (then: () => void, milliseconds: number) =>
      (timer = { then, at: now + milliseconds }),
    clearTimeout: () => (timer = undefined),
    addEventListener: (name: string, listener: Listener) => pageListeners.set(name, listener),
    document: {
      getElementById: () => box ?? null,
      createElement: element,
      body: { append: (added: typeof box) => (box = added) },
    },
    JSON,
  });
});

const newest = (): Source => {
  const source = Source.all.at(-1);
  if (source === undefined) throw new Error("The page has not connected.");
  return source;
};

/** Lets time pass, and what waits for that happen. */
async function pass(milliseconds: number): Promise<void> {
  now += milliseconds;
  while (timer !== undefined && timer.at <= now) {
    const { then } = timer;
    timer = undefined;
    then();
  }
  await new Promise(setImmediate);
}

describe("a page that waits", () => {
  it("is loaded again after a build, and not before", async () => {
    newest().tell("open");
    await pass(10);
    expect([newest().address, loads]).toEqual(["/__reload", 0]);
    newest().tell("message", "edited");
    await pass(0);
    expect(loads).toBe(1);
  });

  it("asks for ever for a server that is gone, and is loaded again where that is back", async () => {
    newest().tell("open");
    for (let count = 1; count <= 100; count += 1) {
      newest().tell("error");
      await pass(1_000);
      expect([Source.all.length, Source.all.filter(({ closed }) => !closed).length]).toEqual([
        count + 1,
        1,
      ]);
    }
    expect(loads).toBe(0);
    newest().tell("open");
    await pass(0);
    expect(loads).toBe(1);
  });

  it("is not loaded where the server has gone again: it would be a page of the browser", async () => {
    isServerThere = false;
    newest().tell("message", "edited");
    await pass(0);
    expect(loads).toBe(0);
    isServerThere = true;
    await pass(1_000);
    newest().tell("open");
    await pass(0);
    expect(loads).toBe(1);
  });

  it("connects anew where nothing was heard, as after a sleep", async () => {
    newest().tell("open");
    for (let count = 0; count < 10; count += 1) {
      await pass(beatMilliseconds);
      newest().tell("beat");
    }
    expect(Source.all).toHaveLength(1);
    await pass(beatMilliseconds * 100);
    await pass(1_000);
    expect(Source.all).toHaveLength(2);
    expect(Source.all[0]?.closed).toBe(true);
  });

  it("connects anew where the connection is never made", async () => {
    await pass(beatMilliseconds * 3);
    await pass(1_000);
    expect(Source.all).toHaveLength(2);
  });

  it("shows the fault of a build as text, and the next one in its place", async () => {
    const text = "<img src=x onerror=alert(1)>\nline";
    newest().tell("fault", JSON.stringify(text));
    const first = box;
    expect(box).toMatchObject({ id: "build-fault", textContent: text });
    newest().tell("fault", JSON.stringify("Other."));
    expect(box).toBe(first);
    expect(box).toMatchObject({ textContent: "Other." });
    // The page that is loaded after a good build has none.
    newest().tell("message", "edited");
    await pass(0);
    expect(loads).toBe(1);
  });

  it("is loaded again where the browser has kept it and shows it once more", () => {
    pageListeners.get("pageshow")?.({ persisted: false });
    expect(loads).toBe(0);
    pageListeners.get("pageshow")?.({ persisted: true });
    expect(loads).toBe(1);
  });
});
