/** The clients of a server that is measured: a program of its own, which calls as often as it is told to. */
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { isNode } from "../../openapi/lint/document.js";
import { nodeBase64 } from "./node-base64.js";
import { sampleImage } from "./sample-image.js";

/** What the program is told. */
export interface LoadOrder {
  readonly port: number;
  readonly requests: number;
}

/** What came of it. */
export interface LoadResult {
  /** From the first request to the last answer, in milliseconds. */
  readonly time: number;
  /** Of each request, in milliseconds. */
  readonly latencies: readonly number[];
}

const [bytes, connections] = process.argv.slice(2).map(Number);
const body = Buffer.from(`img=${encodeURIComponent(nodeBase64(sampleImage(bytes ?? 0)))}`);

/** @throws when the answer is no success */
async function call(port: number, agent: Agent): Promise<void> {
  const answer = await new Promise<string>((resolve, reject) => {
    request(
      {
        port,
        host: "127.0.0.1",
        agent,
        method: "POST",
        path: "/v1/de_ocr/general?token=BENCHMARK-TOKEN",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": body.length,
        },
      },
      (response) => {
        text(response).then(resolve, reject);
      },
    )
      .on("error", reject)
      .end(body);
  });
  const envelope: unknown = JSON.parse(answer);
  if (!isNode(envelope) || envelope["status"] !== "OK") {
    throw new Error(`The answer is no success: ${answer}`);
  }
}

async function load({ port, requests }: LoadOrder): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections ?? 1 });
  const latencies: number[] = [];
  let left = requests;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      await call(port, agent);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections ?? 1 }, client));
  const time = performance.now() - start;
  agent.destroy();
  return { time, latencies };
}

process.on("message", (order: LoadOrder) => {
  void load(order).then((result) => process.send?.(result));
});
process.on("disconnect", () => {
  process.exit();
});
process.send?.("ready");
