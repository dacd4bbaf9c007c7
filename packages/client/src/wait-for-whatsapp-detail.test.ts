import { describe, expect, it } from "vitest";
import { createClient } from "./create-client.js";
import { waitForWhatsAppDetail } from "./wait-for-whatsapp-detail.js";

const form = { number: "+447700900123" };
const quick = { interval: 1, maxInterval: 2 };

/** A `fetch` that answers one conclusion after the other, and the last one for ever. */
function answers(...conclusions: readonly string[]): {
  readonly fetch: () => Promise<Response>;
  readonly asked: () => number;
} {
  let asked = 0;
  return {
    asked: () => asked,
    fetch: () => {
      const whatsapp = conclusions[Math.min(asked, conclusions.length - 1)];
      asked += 1;
      const envelope =
        whatsapp === "FAIL"
          ? { status: "FAIL", message: "no" }
          : { status: "OK", message: { ...form, whatsapp } };
      return Promise.resolve(Response.json(envelope));
    },
  };
}

describe("waitForWhatsAppDetail", () => {
  it.each([
    [["yes"], 1],
    [["checking", "checking", "no"], 3],
    [["checking", "unavailable", "yes"], 2],
    [["something-new"], 1],
  ])("asks until the answer is final: %j", async (conclusions, requests) => {
    const { fetch, asked } = answers(...conclusions);
    const client = createClient({ token: "t", fetch });
    const { data, error } = await waitForWhatsAppDetail(client, form, quick);
    expect(error).toBeUndefined();
    expect(data?.whatsapp).toBe(conclusions[requests - 1]);
    expect(asked()).toBe(requests);
  });

  it("gives the data alone with throwOnError, and throws", async () => {
    const happy = createClient({
      token: "t",
      throwOnError: true,
      fetch: answers("checking", "yes").fetch,
    });
    expect(await waitForWhatsAppDetail(happy, form, quick)).toMatchObject({ whatsapp: "yes" });
    const sad = createClient({
      token: "t",
      throwOnError: true,
      fetch: answers("checking", "FAIL").fetch,
    });
    await expect(waitForWhatsAppDetail(sad, form, quick)).rejects.toMatchObject({
      name: "InvalidRequestError",
    });
    const slow = createClient({ token: "t", throwOnError: true, fetch: answers("checking").fetch });
    await expect(
      waitForWhatsAppDetail(slow, form, { ...quick, deadline: 10 }),
    ).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("ends at an error", async () => {
    const { fetch, asked } = answers("checking", "FAIL", "yes");
    const client = createClient({ token: "t", fetch });
    const { error } = await waitForWhatsAppDetail(client, form, quick);
    expect(error).toMatchObject({ name: "InvalidRequestError", status: "FAIL" });
    expect(asked()).toBe(2);
  });

  it("gives up at the deadline, with the last answer out of sight", async () => {
    const { fetch, asked } = answers("checking");
    const client = createClient({ token: "t", fetch });
    const { error } = await waitForWhatsAppDetail(client, form, { ...quick, deadline: 30 });
    expect(error).toMatchObject({
      name: "TimeoutError",
      operationId: "getWhatsAppDetail",
      billing: "free",
      retryable: true,
      attempts: asked(),
      source: { whatsapp: "checking" },
    });
    expect(JSON.stringify(error)).not.toContain("447700900123");
    expect(asked()).toBeGreaterThan(2);
  });

  it("ends when the signal aborts, also between two questions", async () => {
    const { fetch, asked } = answers("checking");
    const client = createClient({ token: "t", fetch });
    const controller = new AbortController();
    const wait = waitForWhatsAppDetail(client, form, {
      interval: 60_000,
      signal: controller.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect((await wait).error).toMatchObject({ name: "AbortError", billing: "free", attempts: 1 });
    expect(asked()).toBe(1);
  });

  it("does not ask with a callback", async () => {
    const { fetch, asked } = answers("yes");
    const client = createClient({ token: "t", fetch });
    const { error }: { error: unknown } = await Reflect.apply(waitForWhatsAppDetail, undefined, [
      client,
      { ...form, callback: "https://example.com" },
    ]);
    expect(error).toMatchObject({ name: "InputError", attempts: 0 });
    expect(asked()).toBe(0);
  });
});
