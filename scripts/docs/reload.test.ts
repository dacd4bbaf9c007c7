import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createReload, watchFolders } from "./reload.js";

const patience = { timeout: 10_000, interval: 20 };

describe("watchFolders", () => {
  let folder: string;
  let stop = (): void => undefined;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "reload-"));
    await mkdir(path.join(folder, "out"));
  });

  afterEach(async () => {
    stop();
    await rm(folder, { recursive: true, force: true });
  });

  const edit = (name: string): Promise<void> => writeFile(path.join(folder, name), name);
  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

  function watch(onEdit: () => Promise<void>): void {
    stop = watchFolders([folder], path.join(folder, "out"), onEdit);
  }

  it("takes edits that come together as one, and passes over what is built", async () => {
    const onEdit = vi.fn(() => Promise.resolve());
    watch(onEdit);
    for (const name of ["a.md", "b.md", "a.md"]) await edit(name);
    await vi.waitFor(() => {
      expect(onEdit).toHaveBeenCalledOnce();
    }, patience);
    await edit("out/page.html");
    await rest(300);
    expect(onEdit).toHaveBeenCalledOnce();
  });

  it("calls once more for edits during a call, never twice at a time, and not after its end", async () => {
    let running = 0;
    let most = 0;
    let finish = (): void => undefined;
    const onEdit = vi.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => (finish = resolve));
      running -= 1;
    });
    watch(onEdit);
    await edit("a.md");
    await vi.waitFor(() => {
      expect(running).toBe(1);
    }, patience);
    for (const name of ["b.md", "c.md"]) {
      await edit(name);
      await rest(200);
    }
    finish();
    await vi.waitFor(() => {
      expect(onEdit).toHaveBeenCalledTimes(2);
    }, patience);
    expect(most).toBe(1);
    await edit("d.md");
    await rest(200);
    stop();
    finish();
    await rest(200);
    expect(onEdit).toHaveBeenCalledTimes(2);
  });

  it("goes on after a call that failed", async () => {
    const report = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const onEdit = vi.fn(() => Promise.reject(new Error("no page")));
    watch(onEdit);
    await edit("a.md");
    await vi.waitFor(() => {
      expect(report).toHaveBeenCalledWith("no page");
    }, patience);
    await edit("b.md");
    await vi.waitFor(() => {
      expect(onEdit).toHaveBeenCalledTimes(2);
    }, patience);
    report.mockRestore();
  });

  it("sees edits of a file that was replaced, as editors do it", async () => {
    const onEdit = vi.fn(() => Promise.resolve());
    await mkdir(path.join(folder, "guides"));
    await edit("guides/a.md");
    watch(onEdit);
    for (let count = 0; count < 3; count += 1) {
      onEdit.mockClear();
      await edit("guides/a.md~");
      await rename(path.join(folder, "guides/a.md~"), path.join(folder, "guides/a.md"));
      await rest(300);
      expect(onEdit).toHaveBeenCalled();
      onEdit.mockClear();
      await edit("guides/a.md");
      await vi.waitFor(() => {
        expect(onEdit).toHaveBeenCalled();
      }, patience);
    }
  });

  it("sees edits in folders that are new, or were replaced", async () => {
    const onEdit = vi.fn(() => Promise.resolve());
    watch(onEdit);
    const inside = path.join(folder, "guides");
    for (let count = 1; count <= 2; count += 1) {
      await mkdir(inside);
      await rest(300);
      onEdit.mockClear();
      await writeFile(path.join(inside, "a.md"), String(count));
      await vi.waitFor(() => {
        expect(onEdit).toHaveBeenCalled();
      }, patience);
      await rm(inside, { recursive: true });
      await rest(300);
    }
  });
});

describe("createReload", () => {
  it("is heard regularly by those who wait", async () => {
    const reload = createReload(20);
    const server = createServer((asked, response) => reload.answer(asked, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    try {
      const response = await fetch(`http://127.0.0.1:${String(port)}/__reload`);
      const reader = response.body?.getReader();
      let text = "";
      while (!/(?:event: beat\ndata: \n\n){2}/.test(text)) {
        text += new TextDecoder().decode((await reader?.read())?.value);
      }
      expect(text).toMatch(/^:\n\n(?:event: beat\ndata: \n\n)+$/);
      await reader?.cancel();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("tells those who wait, and forgets those who have gone", async () => {
    const reload = createReload();
    const open = new Set<unknown>();
    const server = createServer((asked, response) => {
      open.add(response);
      response.on("close", () => open.delete(response));
      expect(reload.answer(asked, response)).toBe(true);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const wait = async () => {
      const asked = request({ host: "127.0.0.1", port, path: "/__reload", agent: false }).end();
      asked.on("error", () => undefined);
      const response = await new Promise<IncomingMessage>((resolve) => {
        asked.once("response", resolve);
      });
      let text = "";
      response.on("data", (chunk: unknown) => (text += String(chunk)));
      const says = (wanted: string) =>
        vi.waitFor(() => {
          expect(text).toBe(wanted);
        }, patience);
      await says(":\n\n");
      return { asked, says };
    };
    try {
      const gone = await wait();
      const stays = await wait();
      gone.asked.destroy();
      // At once, and when the server knows.
      reload.send();
      await vi.waitFor(() => {
        expect(open.size).toBe(1);
      }, patience);
      reload.send();
      await stays.says(":\n\ndata: edited\n\ndata: edited\n\n");
      stays.asked.destroy();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
