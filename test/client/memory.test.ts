import { describe, expect, it } from "vitest";
import { run } from "../support/run.js";

/** Runs a program with `--expose-gc` and gives the numbers that it prints. */
async function measure(program: string): Promise<readonly number[]> {
  const { stdout, stderr } = await run(process.execPath, [
    "--expose-gc",
    "--input-type=module",
    "--eval",
    program,
  ]);
  expect(stderr).toBe("");
  return stdout.trim().split("\n").map(Number);
}

describe("recognizeMany", () => {
  it("keeps no result that was taken, while one call hangs", async () => {
    // Each result has 200 KB of its own: 1,000 of them are 200 MB.
    const [before = 0, after = Infinity] = await measure(`
      import { recognizeMany } from "@aisolution/client";
      function* inputs() { for (let input = 0; input <= 1100; input += 1) yield input; }
      const results = recognizeMany(inputs(), {
        concurrency: 4,
        call: async (input) =>
          input === 0
            ? new Promise(() => undefined)
            : { data: Buffer.alloc(200_000, input), error: undefined, response: undefined },
      });
      const used = () => { gc(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
      let taken = 0;
      for await (const { data } of results) {
        taken += 1;
        if (taken === 100 || taken === 1100) { await new Promise(setImmediate); console.log(used()); }
        if (taken === 1100) break;
      }
      process.exit(0);
    `);
    expect(after - before).toBeLessThan(10_000_000);
  });
});

describe("a client", () => {
  it("keeps nothing of a call that ended, whichever way it ended", async () => {
    const [before = 0, after = Infinity] = await measure(`
      import { createClient } from "@aisolution/client";
      const controller = new AbortController();
      const client = createClient({
        token: () => "token",
        concurrency: 4,
        retry: { baseDelay: 0, limit: 1 },
        timeout: 60_000,
        deadline: 600_000,
        fetch: async (url, { body }) => {
          const kind = body.length % 4;
          if (kind === 0) throw new TypeError("fetch failed");
          return new Response(JSON.stringify({ status: ["OK", "RETRY_LATER", "NEWS"][kind - 1], message: {} }));
        },
      });
      const used = () => { gc(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
      const round = async (from) => {
        for (let call = from; call < from + 400; call += 1) {
          const img = new Uint8Array(50_000 + call % 7);
          img.set([0xff, 0xd8, 0xff]);
          await client.identityCard.recognizeGermanIdCard({ img }, { signal: controller.signal });
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
        return used();
      };
      await round(0);
      console.log(await round(400));
      await round(800);
      console.log(await round(1200));
      process.exit(0);
    `);
    expect(after - before).toBeLessThan(3_000_000);
  });
});
