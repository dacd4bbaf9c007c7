import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveFolder, type StaticServer } from "./static-server.js";

let parent: string;
let server: StaticServer;

beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "static-server-"));
  const folder = path.join(parent, "site");
  await mkdir(path.join(folder, "sub"), { recursive: true });
  await mkdir(path.join(parent, "site-secret"));
  await writeFile(path.join(folder, "index.html"), "<p>Home</p>");
  await writeFile(path.join(folder, "sub", "a b.txt"), "text");
  await writeFile(path.join(folder, "sub", "unknown.bin"), "bytes");
  await writeFile(path.join(parent, "secret.txt"), "secret");
  await writeFile(path.join(parent, "site-secret", "secret.txt"), "secret");
  await symlink(path.join(parent, "secret.txt"), path.join(folder, "link.txt"));
  server = await serveFolder({ folder, port: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(parent, { recursive: true, force: true });
});

interface Answer {
  readonly code: number | undefined;
  readonly type: string | undefined;
  readonly length: string | undefined;
  readonly allow: string | undefined;
  readonly body: string;
}

/** Sends a path as it is: `fetch` and `URL` would tidy it first. */
function send(target: string, method = "GET"): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: target, method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve({
          code: response.statusCode,
          type: response.headers["content-type"],
          length: response.headers["content-length"],
          allow: response.headers.allow,
          body: Buffer.concat(chunks).toString(),
        });
      });
    })
      .on("error", reject)
      .end();
  });
}

describe("what is below the folder", () => {
  it.each([
    ["/", "text/html; charset=utf-8", "<p>Home</p>"],
    ["/index.html?query#part", "text/html; charset=utf-8", "<p>Home</p>"],
    ["/sub/a%20b.txt", "text/plain; charset=utf-8", "text"],
    ["/sub/unknown.bin", "application/octet-stream", "bytes"],
  ])("%s is served", async (target, type, body) => {
    expect(await send(target)).toMatchObject({ code: 200, type, body });
  });

  it("is told without a body for HEAD", async () => {
    expect(await send("/", "HEAD")).toMatchObject({ code: 200, length: "11", body: "" });
  });
});

describe("what is not below the folder", () => {
  it.each([
    "/nothing.html",
    "/sub",
    "/sub/",
    "/../secret.txt",
    "/sub/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e/secret.txt",
    "/../site-secret/secret.txt",
    "//etc/passwd",
    "/link.txt",
    "/index.html%00.txt",
    "/%zz",
    "http://127.0.0.1/../secret.txt",
    "*",
  ])("%s is not found", async (target) => {
    expect(await send(target)).toMatchObject({
      code: 404,
      type: "text/plain; charset=utf-8",
      body: "There is no such file.\n",
    });
  });
});

it.each(["POST", "PUT", "DELETE", "OPTIONS"])("%s is not allowed", async (method) => {
  expect(await send("/", method)).toMatchObject({ code: 405, allow: "GET, HEAD" });
});

it("says that a port is in use", async () => {
  const port = Number(new URL(server.url).port);
  await expect(serveFolder({ folder: parent, port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

it("serves nothing, and does not fail, while the folder is not there", async () => {
  const empty = await serveFolder({ folder: path.join(parent, "none"), port: 0 });
  try {
    expect((await fetch(empty.url)).status).toBe(404);
  } finally {
    await empty.close();
  }
});
