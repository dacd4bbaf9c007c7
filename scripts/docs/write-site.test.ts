import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { expectOwnFolder, ownFolderMark, writeSite } from "./write-site.js";

let temporary: string;
let folder: string;

beforeEach(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), "write-site-"));
  folder = path.join(temporary, "site");
});

afterEach(() => rm(temporary, { recursive: true, force: true }));

const site = new Map([
  ["index.html", "home"],
  ["guides/images.html", "images"],
]);

/** All files and links of a folder, without what marks a build. */
async function filesOf(place: string): Promise<readonly string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)))
    .filter((name) => name !== ownFolderMark)
    .sort();
}

it("replaces an earlier build: old pages, empty folders, halves and links are gone", async () => {
  await writeSite(new Map([...site, ["old/deep/page.html", "old"]]), folder);
  await writeFile(path.join(folder, "guides/images.html.123.tmp"), "ima");
  await writeFile(path.join(temporary, "precious.txt"), "mine");
  await mkdir(path.join(temporary, "precious"));
  await writeFile(path.join(temporary, "precious/text.txt"), "mine");
  await symlink(path.join(temporary, "precious.txt"), path.join(folder, "link.txt"));
  await symlink(path.join(temporary, "precious"), path.join(folder, "link"));
  await writeSite(site, folder);
  expect(await filesOf(folder)).toEqual([
    "guides",
    path.join("guides", "images.html"),
    "index.html",
  ]);
  expect(await filesOf(temporary)).toEqual(
    expect.arrayContaining(["precious.txt", path.join("precious", "text.txt")]),
  );
});

it("goes into an empty folder", async () => {
  await mkdir(folder);
  await writeSite(site, folder);
  expect(await readFile(path.join(folder, "index.html"), "utf8")).toBe("home");
});

it("goes on after a first build that was interrupted", async () => {
  await writeSite(new Map([["index.html.7.tmp", "ho"]]), folder);
  await expectOwnFolder(folder);
  await writeSite(site, folder);
  expect(await filesOf(folder)).toContain("index.html");
});

it.each(["notes.txt", "index.html", ".git"])(
  "leaves a folder alone that has %s and is no build",
  async (name) => {
    await mkdir(folder);
    await writeFile(path.join(folder, name), "mine");
    await expect(writeSite(site, folder)).rejects.toThrow("no earlier build");
    await expect(expectOwnFolder(folder)).rejects.toThrow(folder);
    expect(await filesOf(folder)).toEqual([name]);
    expect(await readFile(path.join(folder, name), "utf8")).toBe("mine");
  },
);
