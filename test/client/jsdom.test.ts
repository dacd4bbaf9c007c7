// @vitest-environment jsdom
/**
 * The suite of the runtimes, where tests of web pages run: `Blob`, `File`, `URL`, `AbortController` and others are those
 * of jsdom, and `Uint8Array`, `fetch` and streams those of Node.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@aisolution/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedOrigin, startService, type LocalServer } from "../runtimes/server.js";
import { checks, picture } from "../runtimes/suite.js";

let folder = "";
let service: LocalServer;
let surroundings: Parameters<(typeof checks)[string]>[0];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "jsdom-"));
  service = await startService();
  const file = path.join(folder, "card.png");
  await writeFile(file, picture(5000));
  surroundings = { origin: service.origin, refused: await closedOrigin(), file };
});

afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the client under jsdom", () => {
  it("is tested in a page that has another realm's classes", () => {
    expect(navigator.userAgent).toContain("jsdom");
    expect(Object.getPrototypeOf(new Blob([]))).not.toHaveProperty("arrayBuffer");
  });

  it.each(Object.entries(checks))("%s", async (_name, check) => {
    await check(surroundings);
  });

  it.each([
    ["a file of a form", () => new File([picture(300).slice()], "card.png")],
    ["a Blob", () => new Blob([picture(300).slice()])],
  ])("sends %s", async (_name, make) => {
    let body = "";
    const client = createClient({
      token: "token",
      fetch: (_url, init) => {
        body = typeof init.body === "string" ? init.body : "";
        return Promise.resolve(Response.json({ status: "OK", message: {} }));
      },
    });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: make() });
    expect(error).toBeUndefined();
    expect(new URLSearchParams(body).get("img")).toBe(Buffer.from(picture(300)).toString("base64"));
  });
});
