/** `npm run docs`: serves the site, and builds it again after an edit. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readFile, utimes } from "node:fs/promises";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../support/run.js";

describe("npm run docs", () => {
  const children: ChildProcessByStdio<null, Readable, Readable>[] = [];

  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  function start(port: string): ChildProcessByStdio<null, Readable, Readable> {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/docs.ts", "--port", port], {
      cwd: repositoryRoot,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    return child;
  }

  async function nextLine(lines: Interface): Promise<string> {
    const [line]: unknown[] = await once(lines, "line");
    return String(line);
  }

  it("serves the site, tells open pages of an edit, refuses a port in use, and ends on Ctrl-C", async () => {
    const child = start("0");
    const lines = createInterface(child.stdout);
    const [url = "", port = ""] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(await nextLine(lines)) ?? [];
    const page = await fetch(`${url}/guides/images.html`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain("EventSource");
    // What is published has no such script.
    const reference = await fetch(`${url}/reference.html`);
    expect(await reference.text()).toContain('new EventSource("/__reload")');

    const waiting = await fetch(`${url}/__reload`);
    const reader = waiting.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(":\n\n");
    // The same text again: nothing changes for those who work here.
    const guide = path.join(repositoryRoot, "docs/guides/images.md");
    const now = new Date();
    expect(await readFile(guide, "utf8")).toContain("# ");
    await utimes(guide, now, now);
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: edited\n\n");
    await reader?.cancel();

    const second = start(port);
    const [[message], [exitCode]] = await Promise.all([
      once(createInterface(second.stderr), "line"),
      once(second, "exit"),
    ]);
    expect(message).toBe(`Port ${port} is in use. Choose another with --port, or 0 for any.`);
    expect(exitCode).toBe(1);

    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("refuses what is no port", async () => {
    const child = start("web");
    expect(await once(child, "exit")).toEqual([1, null]);
  });
});
