/** `npm run docs`: serves the site, and builds it again after an edit. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { utimes } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/lib/chromium.js";
import { launchChromium } from "../../scripts/lib/launch-chromium.js";
import { repositoryRoot } from "../support/run.js";

if (findChromium() === undefined) {
  console.warn("Chromium is missing (set CHROMIUM_PATH): no page is loaded again in it.");
}

/** Runs the program of `npm run docs`. */
function start(port: string): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, ["--import", "tsx", "scripts/docs.ts", "--port", port], {
    cwd: repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Saves a file as it is: nothing changes for those who work here. */
function save(file: string): Promise<void> {
  const now = new Date();
  return utimes(path.join(repositoryRoot, file), now, now);
}

describe("npm run docs", () => {
  let child: ChildProcessByStdio<null, Readable, Readable>;
  let url: string;

  beforeAll(async () => {
    child = start("0");
    const [line]: unknown[] = await once(createInterface(child.stdout), "line");
    [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line)) ?? [];
  });

  afterAll(() => {
    child.kill("SIGKILL");
  });

  it.each([
    "docs/guides/images.md",
    "openapi/paths/face/addface.yaml",
    "openapi/components/schemas/Image.yaml",
  ])("serves pages and tells those who wait of an edit of %s", async (file) => {
    const page = await fetch(`${url}/guides/images.html`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const waiting = await fetch(`${url}/__reload`);
    const reader = waiting.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(":\n\n");
    await save(file);
    // The server is heard in between, where a build takes long.
    const heard = async () => new TextDecoder().decode((await reader?.read())?.value);
    let event = await heard();
    while (event.startsWith("event: beat")) event = await heard();
    expect(event).toBe("data: edited\n\n");
    await reader?.cancel();
  });

  it.skipIf(findChromium() === undefined)(
    "makes open pages load again after an edit, the reference too",
    async () => {
      const browser = await launchChromium(findChromium() ?? "");
      try {
        const pages = [];
        for (const name of ["guides/images.html", "reference.html"]) {
          const page = await browser.newPage();
          const waits = page.waitForRequest(`${url}/__reload`);
          await Promise.all([page.goto(`${url}/${name}`), waits]);
          pages.push(page);
        }
        const loads = pages.map((page) => page.waitForEvent("load"));
        await save("docs/guides/images.md");
        await Promise.all(loads);
      } finally {
        await browser.close();
      }
    },
  );

  it("refuses a port in use", async () => {
    const { port } = new URL(url);
    const second = start(port);
    const [[message], [exitCode]] = await Promise.all([
      once(createInterface(second.stderr), "line"),
      once(second, "exit"),
    ]);
    expect(message).toBe(`Port ${port} is in use. Choose another with --port, or 0 for any.`);
    expect(exitCode).toBe(1);
  });

  it("refuses what is no port", async () => {
    expect(await once(start("web"), "exit")).toEqual([2, null]);
  });

  it("ends on Ctrl-C, and leaves nothing behind", async () => {
    const folder = path.join(repositoryRoot, `.cache/docs-${String(child.pid)}`);
    expect(existsSync(folder)).toBe(true);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(existsSync(folder)).toBe(false);
  });
});
