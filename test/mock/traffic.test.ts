/** The mock as a service that is slow, fails by chance, or gets too many calls. */
import { createClient } from "@aisolution/client";
import { startMock, type Mock, type MockOptions } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterEach, describe, expect, it, vi } from "vitest";
import { jpeg } from "../client/pictures.js";
import { errorBody, findOperation, operationTable, postForm } from "./call-mock.js";

const mocks: Mock[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const mock of mocks.splice(0)) await mock.close();
});

async function start(options: MockOptions): Promise<Mock> {
  const mock = await startMock({ port: 0, ...options });
  mocks.push(mock);
  return mock;
}

const addFace = findOperation("addFace");

/** Keys of the answers to as many calls, one after the other. */
async function keysOf(mock: Mock, count: number, token = "test"): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let call = 0; call < count; call += 1) {
    keys.push((await postForm(mock.url, addFace, { token })).key ?? "");
  }
  return keys;
}

describe("latency", () => {
  it("comes before each answer, errors too", async () => {
    const mock = await start({ latency: 60 });
    for (const token of ["test", "", "test_forbidden"]) {
      const begin = performance.now();
      await postForm(mock.url, addFace, { token });
      // Timers may be a millisecond early.
      expect(performance.now() - begin).toBeGreaterThan(58);
    }
    for (const { duration } of mock.requests()) expect(duration).toBeGreaterThan(58);
  });

  it("does not hold up other calls, nor the control", async () => {
    const mock = await start({ latency: 600_000 });
    const slow = [0, 1, 2].map(() => postForm(mock.url, addFace).catch(() => "gone"));
    expect((await fetch(`${mock.url}/__mock/requests`)).status).toBe(200);
    await mock.close();
    mocks.pop();
    expect(await Promise.all(slow)).toEqual(["gone", "gone", "gone"]);
  });

  it("may be left by the client", async () => {
    const mock = await start({ latency: 600_000 });
    const client = createClient({ token: "test", baseUrl: mock.url, timeout: 30, retry: false });
    expect(await client.face.deleteFace({ person_id: "c" })).toMatchObject({
      error: { name: "TimeoutError" },
    });
    expect(mock.requests()).toEqual([]);
  });

  it("can vary on top", async () => {
    const mock = await start({ latency: 20, jitter: 30 });
    await keysOf(mock, 10);
    const times = mock.requests().map(({ duration }) => duration);
    for (const time of times) expect(time).toBeGreaterThan(18);
    expect(new Set(times.map((time) => Math.round(time))).size).toBeGreaterThan(1);
  });
});

describe("failRate", () => {
  /** Answers after which the same call may be sent again, by the contract. */
  const passing = new Map(
    operationTable.map(([operationId, { outcomes, httpErrors }]) => [
      operationId,
      [...outcomes, ...catalogue.httpErrors.filter(({ code }) => httpErrors.includes(code))].filter(
        ({ failure, retry }) => failure !== undefined && ["backoff", "ask"].includes(retry),
      ),
    ]),
  );

  it.each(operationTable)(
    "of 1 fails all calls, with all passing failures: %s",
    async (operationId, operation) => {
      const mock = await start({ failRate: 1 });
      const seen = new Set<string>();
      for (let call = 0; call < 40; call += 1) {
        const { key, chosenBy, code, headers } = await postForm(mock.url, operation);
        expect(chosenBy).toBe("fault");
        expect(headers.has("Retry-After")).toBe(code === 429 || code === 503);
        seen.add(key ?? "");
      }
      const keys = passing.get(operationId)?.map(({ key }) => key);
      expect([...seen].toSorted()).toEqual(keys?.toSorted());
      expect(keys).toContain("service-unavailable");
    },
  );

  it("fails about that share, and the same calls for the same seed", async () => {
    const [one, same, other] = await Promise.all([
      start({ failRate: 0.5, seed: 7 }),
      start({ failRate: 0.5, seed: 7 }),
      start({ failRate: 0.5, seed: 8 }),
    ]);
    const keys = await keysOf(one, 100);
    expect(await keysOf(same, 100)).toEqual(keys);
    expect(await keysOf(other, 100)).not.toEqual(keys);
    const failed = keys.filter((key) => key !== "ok").length;
    expect(failed).toBeGreaterThan(30);
    expect(failed).toBeLessThan(70);
    one.reset();
    expect(await keysOf(one, 100)).toEqual(keys);
  });

  it("spares calls that ask for an answer, and those without a token", async () => {
    const mock = await start({ failRate: 1 });
    const wish = { headers: { Prefer: "example=ok" } };
    expect(await postForm(mock.url, addFace, wish)).toMatchObject({ key: "ok" });
    expect(await postForm(mock.url, addFace, { token: "test_gone" })).toMatchObject({ code: 410 });
    expect(await postForm(mock.url, addFace, { token: "" })).toMatchObject({ code: 401 });
    mock.next("addFace", "fail");
    expect(await postForm(mock.url, addFace)).toMatchObject({ key: "fail" });
    expect(await postForm(mock.url, addFace)).toMatchObject({ chosenBy: "fault" });
  });

  it("does not keep a client from its answer that tries again", async () => {
    const mock = await start({ failRate: 0.5, seed: 3 });
    const client = createClient({
      token: "test",
      baseUrl: mock.url,
      // The mock asks for a second. Nobody wants to wait that long here.
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        const headers = new Headers(response.headers);
        if (headers.has("Retry-After")) headers.set("Retry-After", "0");
        return new Response(await response.text(), { status: response.status, headers });
      },
      retry: { limit: 20, baseDelay: 0, uncertain: true },
    });
    const calls = Array.from({ length: 20 }, () =>
      client.identityCard.recognizeGermanIdCard({ img: jpeg(100) }),
    );
    for (const { error } of await Promise.all(calls)) expect(error).toBeUndefined();
    expect(client.usage().retries).toBeGreaterThan(3);
  });
});

describe("rateLimit", () => {
  /** On a busy machine, calls that are sent at once can be a second apart. */
  function stopClock(): void {
    vi.spyOn(performance, "now").mockReturnValue(performance.now());
  }

  it("answers 429 to the calls of a token beyond it", async () => {
    const mock = await start({ rateLimit: 3 });
    stopClock();
    const replies = await Promise.all(
      ["one", "other"].flatMap((token) =>
        Array.from({ length: 5 }, () => postForm(mock.url, addFace, { token })),
      ),
    );
    const refused = replies.filter(({ code }) => code === 429);
    expect(refused).toHaveLength(4);
    for (const { body, headers, chosenBy } of refused) {
      expect(body).toEqual(errorBody(429));
      expect(headers.get("Retry-After")).toBe("1");
      expect(chosenBy).toBe("fault");
    }
  });

  it("ends in the right class of the client, and is over after a second", async () => {
    const mock = await start({ rateLimit: 1 });
    const client = createClient({ token: "test", baseUrl: mock.url, retry: false });
    const call = () => client.identityCard.recognizeGermanIdCard({ img: jpeg(100) });
    stopClock();
    const [first, second] = await Promise.all([call(), call()]);
    vi.restoreAllMocks();
    expect([first.error?.name, second.error?.name].toSorted()).toEqual([
      "RateLimitError",
      undefined,
    ]);
    // By default the client waits as long as the mock asks.
    const patient = createClient({ token: "test", baseUrl: mock.url });
    expect(await patient.identityCard.recognizeGermanIdCard({ img: jpeg(100) })).toMatchObject({
      error: undefined,
    });
  });
});

describe("an option that cannot be used", () => {
  it.each([
    ["port", -1, "an integer from 0 to 65535"],
    ["port", 65_536, "an integer from 0 to 65535"],
    ["port", 1.5, "an integer from 0 to 65535"],
    ["port", "4010", "an integer from 0 to 65535"],
    ["latency", -1, "a number from 0 to 600000"],
    ["latency", Number.NaN, "a number from 0 to 600000"],
    ["latency", 600_001, "a number from 0 to 600000"],
    ["jitter", -0.1, "a number from 0 to 600000"],
    ["jitter", Infinity, "a number from 0 to 600000"],
    ["failRate", 1.1, "a number from 0 to 1"],
    ["failRate", -0.1, "a number from 0 to 1"],
    ["failRate", "0.5", "a number from 0 to 1"],
    ["rateLimit", 0, "a number from 1 to Infinity"],
    ["rateLimit", null, "a number from 1 to Infinity"],
    ["seed", -1, "a number from 0 to 4294967295"],
    ["seed", 2 ** 32, "a number from 0 to 4294967295"],
    ["callbackRetries", -1, "an integer from 0 to 100"],
    ["callbackRetries", 1.5, "an integer from 0 to 100"],
    ["callbackRetries", 101, "an integer from 0 to 100"],
    ["callbackDelay", 600_001, "an integer from 0 to 600000"],
    ["callbackDelay", 1.5, "an integer from 0 to 600000"],
  ])("is refused in words: %s %s", async (name, value, limits) => {
    const options = { port: 0, [name]: value };
    const started: Promise<Mock> = Reflect.apply(startMock, undefined, [options]);
    await expect(started).rejects.toThrow(
      new TypeError(
        `${name} must be ${limits}, not ${typeof value === "string" ? "a string" : String(value)}.`,
      ),
    );
  });

  it("is refused in words: allowCallbackHosts", async () => {
    const started = startMock({ port: 0, allowCallbackHosts: ["https://example.com/"] });
    await expect(started).rejects.toThrow(
      /^The allowed host "https:\/\/example\.com\/" is no host/,
    );
  });

  it("may be undefined", async () => {
    const options: MockOptions = { port: 0 };
    for (const name of ["latency", "failRate", "rateLimit", "seed", "callbackDelay", "host"]) {
      Reflect.set(options, name, undefined);
    }
    expect(await postForm((await start(options)).url, addFace)).toMatchObject({ key: "ok" });
  });
});
