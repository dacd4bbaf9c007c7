/** What a caller sends makes the mock keep no more than its limits. */
import { readFile } from "node:fs/promises";
import { startMock } from "@aisolution/mock";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedMap } from "../../packages/mock/src/bounded-map.js";
import { createCallbackSender } from "../../packages/mock/src/callback-sender.js";
import { createFaceGroups } from "../../packages/mock/src/face-groups.js";
import { createJournal } from "../../packages/mock/src/journal.js";
import { limits } from "../../packages/mock/src/limits.js";
import { createLookups } from "../../packages/mock/src/live-lookups.js";
import { createTraffic } from "../../packages/mock/src/traffic.js";
import { control, findOperation, postForm } from "./call-mock.js";
import { heldBytes } from "./held-bytes.js";

describe("a bounded map", () => {
  const command = fc.oneof(
    fc.record({ do: fc.constant("set" as const), key: fc.nat(12) }),
    fc.record({ do: fc.constant("delete" as const), key: fc.nat(12) }),
  );

  it("has the entries that were set last, and tells each that it forgets", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(command), (limit, commands) => {
        const forgotten: number[] = [];
        const map = new BoundedMap<number, string>(limit, (_value, key) => forgotten.push(key));
        let model: number[] = [];
        const driven: number[] = [];
        for (const { do: what, key } of commands) {
          model = model.filter((one) => one !== key);
          if (what === "set") {
            model.push(key);
            map.set(key, String(key));
            if (model.length > limit) driven.push(...model.splice(0, model.length - limit));
          } else {
            map.delete(key);
          }
          expect([...map.entries()]).toEqual(model.map((one) => [one, String(one)]));
          expect(map.size).toBeLessThanOrEqual(limit);
        }
        expect(forgotten).toEqual(driven);
      }),
    );
  });
});

/** A text for each number; they are long, as a caller can make them. */
const longToken = (index: number): string => `${String(index)}${"x".repeat(8000)}`;

describe("state that grows with what callers send", () => {
  const whatsApp = findOperation("getWhatsAppDetail");
  const addFace = findOperation("addFace");
  /** More than 12 MB for each of these would be more than its limit allows. */
  const rounds = 30_000;

  it.each<[string, () => { readonly step: (index: number) => void; readonly kept: unknown }]>([
    [
      "tokens of the rate limit",
      () => {
        const traffic = createTraffic({ rateLimit: 1 });
        return {
          kept: traffic,
          step: (index) => traffic.failure(addFace, longToken(index)),
        };
      },
    ],
    [
      "face groups",
      () => {
        const groups = createFaceGroups(1);
        return { kept: groups, step: (index) => groups.of(longToken(index)).add("0".repeat(64)) };
      },
    ],
    [
      "lookups",
      () => {
        const lookups = createLookups(() => undefined);
        const fields = new Map([["number", "7700900123"]]);
        return {
          kept: lookups,
          step: (index) => lookups.answer(whatsApp, longToken(index), fields),
        };
      },
    ],
    [
      "requests",
      () => {
        const journal = createJournal();
        const entry = { method: "POST", path: "/", code: 200, key: "ok", chosenBy: "default" };
        return {
          kept: journal,
          step: (index) => journal.add({ ...entry, duration: index, fields: {} }),
        };
      },
    ],
  ])("is bounded: %s", (_name, start) => {
    const held = heldBytes(() => {
      const { step, kept } = start();
      for (let index = 0; index < rounds; index += 1) step(index);
      return kept;
    });
    expect(held).toBeLessThan(12_000_000);
  });

  it("forgets the face group that was used longest ago, and the face that was added first", () => {
    const groups = createFaceGroups(1, { faceGroups: 2, faces: 3 });
    const first = groups.of("a").add("one");
    groups.of("b").add("one");
    groups.of("a").add("two");
    groups.of("c").add("one");
    // The group of b was used longest ago; its face makes room.
    expect(groups.of("a").search("one")).toEqual([first]);
    groups.of("c").add("two");
    expect(groups.of("a").search("one")).toEqual([]);
    expect(groups.of("a").delete(first)).toBe(false);
    expect(groups.of("a").search("two")).toHaveLength(1);
    expect(groups.of("b").search("one")).toEqual([]);
    groups.reset();
    expect(groups.of("c").search("two")).toEqual([]);
  });

  it("counts a token on, however many others call", () => {
    const traffic = createTraffic({ rateLimit: 1 });
    expect(traffic.failure(addFace, "own")).toBeUndefined();
    for (let index = 0; index < 100; index += 1) traffic.failure(addFace, String(index));
    expect(traffic.failure(addFace, "own")).toMatchObject({ code: 429 });
  });
});

it("sends no more callbacks at one time than it can", async () => {
  const sender = createCallbackSender({ delay: 600_000 });
  for (let count = 0; count < limits.callbacksUnderWay + 2; count += 1) {
    sender.send("http://127.0.0.1:9/hook", { number: "+447700900123", whatsapp: "no" });
  }
  const error = "refused: More than 10000 callbacks are under way.";
  expect(sender.sent()).toMatchObject([
    { attempts: 0, error },
    { attempts: 0, error },
  ]);
  await sender.close();
  expect(sender.sent()).toHaveLength(limits.callbacks);
});

describe("next answers", () => {
  it.each([
    [1001, 0],
    [200_000, 0],
    [1, 1000],
  ])("are refused where %i are given and %i wait", async (given, waiting) => {
    const mock = await startMock({ port: 0 });
    try {
      const answers = (count: number) => Array.from({ length: count }, () => "fail");
      const order = (count: number) =>
        control(
          mock.url,
          "next",
          JSON.stringify({ operationId: "addFace", answers: answers(count) }),
        );
      if (waiting > 0) expect((await order(waiting)).code).toBe(200);
      expect(await order(given)).toMatchObject({
        code: 400,
        body: {
          message: `At most 1000 answers can wait for addFace. There are ${String(waiting)}, and ${String(given)} more were given.`,
        },
      });
      const reply = await postForm(mock.url, findOperation("addFace"));
      expect(reply.chosenBy).toBe(waiting > 0 ? "control" : "state");
    } finally {
      await mock.close();
    }
  });
});

it("names every limit on the page of the mock", async () => {
  const page = await readFile(
    new URL("../../docs/guides/testing-with-the-mock.md", import.meta.url),
    "utf8",
  );
  const [, section = ""] = page.split("## Limits\n");
  const [own = ""] = section.split("\n## ", 1);
  const mebibyte = 1024 * 1024;
  for (const [name, value] of Object.entries(limits)) {
    const text =
      value % mebibyte === 0 ? `${String(value / mebibyte)} MiB` : value.toLocaleString("en-US");
    expect(own, name).toContain(text);
  }
});
