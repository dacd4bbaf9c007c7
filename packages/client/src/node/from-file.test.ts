import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageLimits } from "../generated/image-limits.js";
import { readImageBytes } from "../image/read-image-bytes.js";
import { fromFile } from "./from-file.js";

const limits = { mediaTypes: imageLimits.mediaTypes, maxBytes: 1_000_000 };
/** A picture of several chunks. */
const picture = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251);
picture.set([0xff, 0xd8, 0xff, 0xe0]);

let folder = "";
const file = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "from-file-"));
  await writeFile(file("Erika Mustermann.jpg"), picture);
  await writeFile(file("empty.jpg"), "");
  await mkdir(file("folder"));
  await symlink(file("Erika Mustermann.jpg"), file("link.jpg"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Files of the test's folder that this process holds open. */
async function openFiles(): Promise<string[]> {
  const links = await Promise.all(
    (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
  );
  return links.filter((link) => link.startsWith(folder));
}

describe("fromFile", () => {
  it.each([
    ["a path", () => file("Erika Mustermann.jpg")],
    ["a URL", () => pathToFileURL(file("Erika Mustermann.jpg"))],
    ["a link", () => file("link.jpg")],
    [
      "a path from the working directory",
      () => path.relative(process.cwd(), file("Erika Mustermann.jpg")),
    ],
  ])("reads %s", async (_name, source) => {
    expect(Buffer.compare(await readImageBytes(fromFile(source()), limits), picture)).toBe(0);
  });

  it("can be read again", async () => {
    const input = fromFile(file("Erika Mustermann.jpg"));
    const [one, two] = await Promise.all([
      readImageBytes(input, limits),
      readImageBytes(input, limits),
    ]);
    expect(Buffer.compare(one, two)).toBe(0);
    expect(Buffer.compare(await readImageBytes(input, limits), picture)).toBe(0);
  });

  it("is read when it is needed, and not before", async () => {
    const input = fromFile(file("later.jpg"));
    await writeFile(file("later.jpg"), picture);
    expect((await readImageBytes(input, limits)).length).toBe(picture.length);
  });

  it.each([
    ["a file that is not there", "Nobody.jpg", "input", /\(ENOENT\)\. There is no such file/],
    ["a directory", "folder", "input", /\(EISDIR\)\. That is a directory/],
    ["a path through a file", "empty.jpg/card.jpg", "input", /\(ENOTDIR\)/],
    ["a name that is too long", "n".repeat(300), "input", /\(ENAMETOOLONG\)/],
    ["a name that no file can have", "a\0b", "input", /\(ERR_INVALID_ARG_VALUE\)/],
    ["an empty file", "empty.jpg", "input", /is empty/],
  ])("refuses %s without its name", async (_name, name, problem, text) => {
    const error = await refusal(readImageBytes(fromFile(file(name)), limits));
    expect(error).toMatchObject({
      name: "ImageInputError",
      problem,
      message: expect.stringMatching(text),
    });
    expect(inspect(error).split("\n")[0]).not.toContain(name);
    expect(inspect(error)).not.toContain(folder);
  });

  it("refuses a URL of another scheme without its address", async () => {
    const url = new URL("https://example.com/Nobody.jpg");
    const error = await refusal(readImageBytes(fromFile(url), limits));
    expect(error).toMatchObject({ problem: "input" });
    expect(inspect(error)).not.toContain("Nobody");
  });

  it("names the code of any other error", async () => {
    await symlink(file("loop.jpg"), file("loop.jpg"));
    const error = await refusal(readImageBytes(fromFile(file("loop.jpg")), limits));
    expect(error).toMatchObject({ message: expect.stringMatching(/\(ELOOP\)\. Look at the path/) });
  });

  it.runIf(process.platform !== "win32")("refuses a pipe, and does not wait for it", async () => {
    execFileSync("mkfifo", [file("pipe")]);
    const error = await refusal(readImageBytes(fromFile(file("pipe")), limits));
    expect(error).toMatchObject({ message: expect.stringMatching(/no regular file/) });
  });

  it("refuses a file over the limit before it is read", async () => {
    const reader = fromFile(file("Erika Mustermann.jpg"), { maxBytes: picture.length - 1 });
    const first = reader[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({ problem: "size" });
    const fits = fromFile(file("Erika Mustermann.jpg"), { maxBytes: picture.length });
    expect((await readImageBytes(fits, limits)).length).toBe(picture.length);
  });

  it("has the service's limit by itself", async () => {
    await writeFile(file("large.jpg"), new Uint8Array(imageLimits.maxBytes + 1));
    await expect(
      readImageBytes(fromFile(file("large.jpg")), { ...limits, maxBytes: 1e9 }),
    ).rejects.toMatchObject({ problem: "size" });
  });

  it("reads to the end of a file that grows", async () => {
    await writeFile(file("grows.jpg"), picture.subarray(0, 300_000));
    const parts: Uint8Array[] = [];
    for await (const chunk of fromFile(file("grows.jpg"))) {
      if (parts.length === 0) await appendFile(file("grows.jpg"), picture.subarray(300_000));
      parts.push(chunk);
    }
    expect(Buffer.compare(Buffer.concat(parts), picture)).toBe(0);
  });

  it.runIf(process.platform === "linux")(
    "does not read a file byte by byte whose size the system gives as 0",
    async () => {
      const sizes: number[] = [];
      for await (const chunk of fromFile("/proc/self/status")) sizes.push(chunk.length);
      expect(sizes[0]).toBeGreaterThan(100);
      expect(sizes.length).toBeLessThan(3);
    },
  );

  it.runIf(process.platform === "linux")("closes the file in any case", async () => {
    for await (const chunk of fromFile(file("Erika Mustermann.jpg"))) {
      expect(chunk.length).toBeGreaterThan(0);
      expect(await openFiles()).toHaveLength(1);
      break;
    }
    expect(await openFiles()).toEqual([]);
    await refusal(readImageBytes(fromFile(file("link.jpg")), { ...limits, maxBytes: 10 }));
    expect(await openFiles()).toEqual([]);
    await readImageBytes(fromFile(file("link.jpg")), limits);
    expect(await openFiles()).toEqual([]);
  });

  it.each([[0], [-1], [1.5], [Number.NaN]])("refuses a maxBytes of %d", (maxBytes) => {
    expect(() => fromFile("card.jpg", { maxBytes })).toThrow("maxBytes must be a positive integer");
  });

  it.each([[undefined], [7], [null], [new Uint8Array(3)]])("refuses %s at once", (value) => {
    // @ts-expect-error a caller without types
    expect(() => fromFile(value)).toThrow(TypeError);
  });

  it("draws no warning from Node", () => {
    const program = `
      import { fromFile } from "./packages/client/dist/node/index.js";
      for await (const chunk of fromFile(${JSON.stringify(file("link.jpg"))})) console.log(chunk.length > 0);
    `;
    const { stderr, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("true");
  });
});
