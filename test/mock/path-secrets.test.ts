/** A token that was typed into the path of an address is in no list, no log and no report. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { startMock, type JournalEntry } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatReport, startProxy, type Proxy } from "../../packages/mock/src/proxy.js";

const token = "Geheim-42";
const encoded = token.replaceAll(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`);
const [operation] = catalogue.operations;
const known = operation?.path ?? "";

/** Where people put a token by mistake. */
const paths: readonly string[] = [token, encoded, encodeURIComponent(encoded)].flatMap((text) => [
  `/${text}`,
  `/${text}${known}`,
  `${known}/${text}`,
  `${known}&token=${text}`,
  `${known}%3Ftoken=${text}`,
  `${known};token=${text}`,
  `${known}${text}`,
  `/v1/${text}/general`,
  `/v1/unknown/${text}?token=test`,
  `/v1//${text}`,
  `//${text}${known}`,
  `/./${text}/..;/x`,
  `/x/%2e%2e/${text}`,
  `/\\${text}`,
  `/__mockery/${text}`,
]);

const spellings = [token, encoded, encodeURIComponent(encoded), token.toLowerCase()];

function expectNoToken(shown: string): void {
  for (const spelling of spellings) expect(shown).not.toContain(spelling);
}

async function send(url: string, path: string, method = "POST", body = ""): Promise<void> {
  const { hostname, port } = new URL(url);
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const request = httpRequest({ hostname, port, method, path, agent: false, headers });
  request.end(body);
  const head = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("error", reject);
  });
  head.resume();
  await once(head, "end");
}

describe("the mock", () => {
  it("lists no part of a path that it does not know", async () => {
    const entries: JournalEntry[] = [];
    const mock = await startMock({ port: 0, onAnswer: (entry) => entries.push(entry) });
    try {
      for (const path of paths) {
        await send(mock.url, path);
        await send(mock.url, path, "GET");
      }
      expect(entries.length).toBe(2 * paths.length);
      expectNoToken(JSON.stringify(entries));
      expectNoToken(JSON.stringify(mock.requests()));
      await send(mock.url, `${known}/${token}`);
      expect(entries.at(-1)).toMatchObject({ path: `${known}/*`, code: 404 });
    } finally {
      await mock.close();
    }
  });

  it("lists no name of an answer that an operation does not have", async () => {
    const mock = await startMock({ port: 0 });
    try {
      for (const place of [`__example=${token}`, `__code=${token}`]) {
        await send(mock.url, `${known}?token=test&${place}`, "POST", "img=/9j/4AAQ");
      }
      const refused = { code: 404, chosenBy: "query", key: "not-found" };
      expect(mock.requests()).toMatchObject([refused, refused]);
      expectNoToken(JSON.stringify(mock.requests()));
    } finally {
      await mock.close();
    }
  });

  it("logs no part of a path that it does not know", async () => {
    const program = fileURLToPath(
      new URL("../../packages/mock/bin/aisolution-mock.js", import.meta.url),
    );
    const mock = spawn(process.execPath, [program, "--port", "0", "--verbose"]);
    let log = "";
    for (const stream of [mock.stdout, mock.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (log += text));
    }
    try {
      await expect.poll(() => /on (http:\S+) \(/.exec(log)?.[1]).toBeDefined();
      const url = /on (http:\S+) \(/.exec(log)?.[1] ?? "";
      for (const path of paths) await send(url, path);
      await expect.poll(() => log.match(/^POST /gm)?.length).toBe(paths.length);
      expectNoToken(log);
    } finally {
      mock.kill();
      await once(mock, "exit");
    }
  });
});

describe("the proxy", () => {
  let proxy: Proxy;

  beforeAll(async () => {
    // Nobody listens there: the report is the same.
    proxy = await startProxy({ target: "http://127.0.0.1:9", port: 0 });
  });

  afterAll(() => proxy.close());

  it("reports no part of a path that it does not know", async () => {
    for (const path of paths) await send(proxy.url, path);
    await expect.poll(() => proxy.reports().length).toBe(paths.length);
    expectNoToken(JSON.stringify(proxy.reports()));
    expectNoToken(proxy.reports().map(formatReport).join("\n"));
  });
});
