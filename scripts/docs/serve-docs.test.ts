import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reloadScript } from "./reload-script.js";
import { serveDocs, type DocsServer } from "./serve-docs.js";

let folder: string;
let server: DocsServer;
let fault: string | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "serve-docs-"));
  fault = undefined;
  server = await serveDocs({
    folder,
    port: 0,
    build: async () => {
      if (fault !== undefined) throw new Error(fault);
      await writeFile(path.join(folder, "index.html"), "<h1>Built</h1>");
    },
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const page = async (name: string): Promise<string> => (await fetch(`${server.url}${name}`)).text();

/** A page that waits: gives the next text that the server sends. */
async function wait(): Promise<() => Promise<string>> {
  const reader = (await fetch(`${server.url}/__reload`)).body?.getReader();
  const next = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
  expect(await next()).toMatch(/^:\n\n/);
  return next;
}

describe("serveDocs", () => {
  it("has a page that waits where none is built yet, and tells it of the first build", async () => {
    expect(await page("/guides/images.html")).toContain(
      "<h1>The documentation is being built.</h1>",
    );
    expect(await page("/")).toContain(`<script>${reloadScript}</script>`);
    const next = await wait();
    await server.build();
    expect(await next()).toBe("data: edited\n\n");
    expect(await page("/")).toBe("<h1>Built</h1>");
  });

  it("goes on after a first build that failed", async () => {
    fault = "broken";
    await expect(server.build()).rejects.toThrow("broken");
    expect(await page("/")).toContain("<h1>The documentation could not be built.</h1>");
    fault = undefined;
    await server.build();
    expect(await page("/")).toBe("<h1>Built</h1>");
  });

  it("shows a fault to pages that are open, and to those that come, until the next good build", async () => {
    await server.build();
    const open = await wait();
    fault = "docs/a.md: \u001b[31m<b>wrong</b>\u001b[0m\nline";
    await expect(server.build()).rejects.toThrow();
    const event = 'event: fault\ndata: "docs/a.md: <b>wrong</b>\\nline"\n\n';
    expect(await open()).toBe(event);
    expect(await page("/")).toBe("<h1>Built</h1>");
    const late = await fetch(`${server.url}/__reload`);
    const reader = late.body?.getReader();
    let text = "";
    while (!text.endsWith(event)) text += new TextDecoder().decode((await reader?.read())?.value);
    fault = undefined;
    await server.build();
    expect(await open()).toBe("data: edited\n\n");
    const last = await wait();
    await server.build();
    expect(await last()).toBe("data: edited\n\n");
  });

  it("has a page that waits in the place of one that is gone, but not of other files", async () => {
    await server.build();
    const gone = await fetch(`${server.url}/gone.html?x`);
    expect(gone.status).toBe(404);
    expect(gone.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await gone.text()).toContain("<h1>There is no such page.</h1>");
    expect(await page("/gone.js")).toBe("There is no such file.\n");
  });
});
