import { execFile } from "node:child_process";
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { placeDocs } from "../../scripts/docs-place.js";
import { versionsPage, versionsRegion } from "../../scripts/docs/layout.js";
import { ownFolderMark } from "../../scripts/docs/write-site.js";
import { region } from "../../scripts/lib/region.js";

let folder = "";
let pages = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "docs-place-test-"));
  pages = path.join(folder, "pages");
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Makes a site whose pages say which one it is. */
async function makeSite(text: string, ...more: readonly string[]): Promise<string> {
  const site = path.join(folder, "site");
  await rm(site, { recursive: true, force: true });
  for (const name of ["index.html", "assets/site.css", ...more]) {
    await mkdir(path.dirname(path.join(site, name)), { recursive: true });
    await writeFile(path.join(site, name), text);
  }
  await writeFile(
    path.join(site, versionsPage),
    `<h1>Versions, seen from ${text}</h1>\n${region(versionsRegion, "")}\n`,
  );
  return site;
}

async function publish(name: string, ...more: readonly string[]) {
  return placeDocs({ site: await makeSite(name, ...more), pages, name });
}

const read = (file: string) => readFile(path.join(pages, file), "utf8");

/** All files that are published, with their texts. */
async function published(): Promise<Record<string, string>> {
  const entries = await readdir(pages, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(pages, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file, await read(file)] as const)),
  );
}

describe("placeDocs", () => {
  it.each([
    { order: ["main"], root: "main", names: ["main"] },
    { order: ["main", "v1.0.0"], root: "v1.0.0", names: ["v1.0.0", "main"] },
    { order: ["v1.0.0", "main"], root: "v1.0.0", names: ["v1.0.0", "main"] },
    {
      order: ["v1.9.0", "v1.10.0", "v1.2.0", "main"],
      root: "v1.10.0",
      names: ["v1.10.0", "v1.9.0", "v1.2.0", "main"],
    },
    { order: ["v1.0.0", "v2.0.0-rc.1"], root: "v1.0.0", names: ["v2.0.0-rc.1", "v1.0.0"] },
    { order: ["v2.0.0-rc.1", "main"], root: "main", names: ["v2.0.0-rc.1", "main"] },
    { order: ["v2.0.0-rc.1"], root: "v2.0.0-rc.1", names: ["v2.0.0-rc.1"] },
  ])("shows $root first after $order", async ({ order, root, names }) => {
    for (const name of order) await publish(name);
    const versions = names.map((name) => ({ name, path: `${name}/` }));
    expect(JSON.parse(await read("versions.json"))).toEqual({ root, versions });
    expect(await read("index.html")).toBe(root);
    expect(await read("assets/site.css")).toBe(root);
    for (const name of names) expect(await read(`${name}/index.html`)).toBe(name);
  });

  it("links all versions from each site, by ways that work without a server", async () => {
    await publish("v1.0.0");
    await publish("main");
    await publish("v1.1.0-rc.1");
    const links = async (file: string) =>
      [...(await read(file)).matchAll(/href="([^"]*index\.html)">([^<]+)</g)].map(
        ([, href = "", text]) => [path.posix.join(path.posix.dirname(file), href), text],
      );
    for (const file of ["", "main/", "v1.0.0/", "v1.1.0-rc.1/"]) {
      const site = file === "" ? "v1.0.0" : path.posix.dirname(`${file}x`);
      expect(await read(`${file}versions.html`)).toContain(`seen from ${site}<`);
      expect(await links(`${file}versions.html`)).toEqual([
        ["v1.1.0-rc.1/index.html", "v1.1.0-rc.1"],
        ["v1.0.0/index.html", "v1.0.0"],
        ["index.html", "at the root"],
        ["main/index.html", "main"],
      ]);
    }
  });

  it("keeps other versions, the address and the repository, and takes away what the root had", async () => {
    await publish("v1.0.0", "guides/old.html", "assets/old.css");
    await mkdir(path.join(pages, ".git"));
    await mkdir(path.join(pages, "v0-by-hand"));
    for (const file of [".git/HEAD", "CNAME", "v0-by-hand/index.html"]) {
      await writeFile(path.join(pages, file), "kept");
    }
    await publish("v2.0.0", "guides/new.html", "_underscore/a.html");
    expect(Object.keys(await published())).toEqual([
      ".git/HEAD",
      ".nojekyll",
      "CNAME",
      "_underscore/a.html",
      "assets/site.css",
      "guides/new.html",
      "index.html",
      "v0-by-hand/index.html",
      "v1.0.0/assets/old.css",
      "v1.0.0/assets/site.css",
      "v1.0.0/guides/old.html",
      "v1.0.0/index.html",
      "v1.0.0/versions.html",
      "v2.0.0/_underscore/a.html",
      "v2.0.0/assets/site.css",
      "v2.0.0/guides/new.html",
      "v2.0.0/index.html",
      "v2.0.0/versions.html",
      "versions.html",
      "versions.json",
    ]);
    expect(await read(".git/HEAD")).toBe("kept");
  });

  it("replaces a version that is placed again, whole, and makes the same files twice", async () => {
    await publish("main", "guides/old.html");
    await publish("main");
    expect(Object.keys(await published())).not.toContain("main/guides/old.html");
    const first = await published();
    await publish("main");
    expect(await published()).toEqual(first);
  });

  it.each([
    "",
    "v",
    "next",
    "1.2.3",
    "v1.2",
    "v1.2.3/x",
    "../v1.2.3",
    "v1.2.3+5",
    "refs/tags/v1.0.0",
  ])("refuses the name %j", async (name) => {
    await publish("v1.0.0");
    const before = await published();
    const site = await makeSite("other");
    await expect(placeDocs({ site, pages, name })).rejects.toThrow(
      `"${name}" is not the name of a version`,
    );
    expect(await published()).toEqual(before);
  });

  it.each(["v1.0.0/index.html", "main/index.html", "versions.json", "CNAME", ".git/config"])(
    "refuses a site with %s, which could cover what is published",
    async (file) => {
      await expect(publish("v1.0.0", file)).rejects.toThrow(file.split("/")[0]);
    },
  );

  it("refuses a folder without a site, and folders inside each other", async () => {
    const site = await makeSite("main");
    const place = (from: string, to: string) => placeDocs({ site: from, pages: to, name: "main" });
    await expect(place(folder, pages)).rejects.toThrow("There is no site in");
    await expect(place(site, path.join(site, "pages"))).rejects.toThrow("two folders");
    await expect(place(site, folder)).rejects.toThrow("two folders");
    await expect(place(site, site)).rejects.toThrow("two folders");
  });

  it("leaves a site that somebody made otherwise as it is, and says so", async () => {
    const said = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await mkdir(path.join(pages, "v0.1.0"), { recursive: true });
    await writeFile(path.join(pages, "v0.1.0/versions.html"), "by hand");
    await mkdir(path.join(pages, "v0.2.0"));
    const { versions } = await publish("v1.0.0");
    expect(versions.map(({ name }) => name)).toEqual(["v1.0.0", "v0.2.0", "v0.1.0"]);
    expect(await read("v0.1.0/versions.html")).toBe("by hand");
    expect(Object.keys(await published())).not.toContain("v0.2.0/versions.html");
    expect(said.mock.calls.flat()).toEqual([
      expect.stringMatching(/v0\.2\.0\/versions\.html has no list of versions/),
      expect.stringMatching(/v0\.1\.0\/versions\.html has no list of versions/),
    ]);
    said.mockRestore();
  });

  it("leaves everything as it was when it fails", async () => {
    await publish("v1.0.0");
    // The page with the links cannot be read: there is a folder of that name.
    await mkdir(path.join(pages, "v1.0.0-rc.1/versions.html"), { recursive: true });
    const before = await published();
    await expect(publish("v1.1.0")).rejects.toThrow("EISDIR");
    expect(await published()).toEqual(before);
    expect((await readdir(folder)).sort()).toEqual(["pages", "site"]);
  });

  it("does not publish what marks the folder of a build", async () => {
    await publish("v1.0.0", ownFolderMark);
    expect(Object.keys(await published()).join()).not.toContain(ownFolderMark);
  });

  it("publishes into the folder that a link leads to, and keeps the link", async () => {
    const link = path.join(folder, "link");
    await publish("v1.0.0");
    await symlink(pages, link);
    await placeDocs({ site: await makeSite("v1.1.0"), pages: link, name: "v1.1.0" });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await read("index.html")).toBe("v1.1.0");
    expect(await read("v1.0.0/index.html")).toBe("v1.0.0");
    const inside = path.join(folder, "inside");
    await symlink(path.join(pages, "v1.0.0"), inside);
    const covered = placeDocs({ site: inside, pages, name: "v1.2.0" });
    await expect(covered).rejects.toThrow("two folders");
  });

  it("leaves a link by the name of a version to whoever made it", async () => {
    await publish("v1.0.0");
    await symlink("v1.0.0", path.join(pages, "v1"));
    const { versions } = await publish("v1.1.0");
    expect((await lstat(path.join(pages, "v1"))).isSymbolicLink()).toBe(true);
    expect(await read("v1/index.html")).toBe("v1.0.0");
    expect(versions.map(({ name }) => name)).toEqual(["v1.1.0", "v1.0.0"]);
  });

  it("goes on where an earlier run ended between the two steps of the exchange", async () => {
    await publish("v1.0.0");
    await rename(pages, `${pages}.old`);
    await mkdir(`${pages}.new`);
    await publish("v1.1.0");
    expect(await read("v1.0.0/index.html")).toBe("v1.0.0");
    expect((await readdir(folder)).sort()).toEqual(["pages", "site"]);
  });
});

describe("the program", () => {
  const run = promisify(execFile);
  const program = fileURLToPath(new URL("../../scripts/docs-place.ts", import.meta.url));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

  it("places a site, and says where", async () => {
    const options = ["--site", await makeSite("main"), "--pages", pages];
    const argv = ["--import", tsx, program, ...options];
    const { stdout } = await run(process.execPath, [...argv, "--name", "main"]);
    expect(stdout).toBe(`Placed main in ${pages}. At the root is main.\nVersions: main.\n`);
    const failed = run(process.execPath, argv);
    await expect(failed).rejects.toMatchObject({ code: 2 });
    await expect(failed).rejects.toThrow('--name is missing: "main"');
  });
});
