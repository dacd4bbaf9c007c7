/** What the manifest of each package says: the same of all in form, and true of what is packed. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManifest, type ExportTarget } from "./support/manifest.js";
import { filesOf, pack, packageNames } from "./support/packed-packages.js";
import { repositoryRoot } from "./support/run.js";

const root = await readManifest(".");
const manifests = await Promise.all(packageNames.map((name) => readManifest(`packages/${name}`)));
const [first] = manifests;

/** The order of all members that a manifest can have. */
const order = [
  ["name", "version", "description", "keywords", "homepage", "bugs", "repository", "license"],
  ["author", "type", "sideEffects", "engines", "bin", "main", "module", "types", "typesVersions"],
  ["exports", "files", "scripts", "dependencies", "peerDependencies", "peerDependenciesMeta"],
  ["publishConfig"],
].flat();

let folder: string;
const packed = new Map<string, readonly string[]>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "manifests-"));
  for (const name of packageNames) {
    packed.set(`@aisolution/${name}`, await filesOf(await pack(`./packages/${name}`, folder)));
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every file that an export names, with the conditions that lead to it. */
function targetsOf(target: ExportTarget, conditions: readonly string[] = []): [string, string][] {
  if (typeof target === "string") return [[conditions.join(" "), target]];
  return Object.entries(target).flatMap(([name, next]) => targetsOf(next, [...conditions, name]));
}

const esm = ["module-sync types", "module-sync default", "default types", "default default"];

describe.each(manifests.map((manifest, place) => [manifest.name, manifest, place] as const))(
  "%s",
  (name, manifest, place) => {
    const directory = `packages/${String(packageNames[place])}`;

    it("has the members that all have, in one order", () => {
      const members = Object.keys(manifest);
      expect(members).toEqual(order.filter((member) => members.includes(member)));
      expect(members).toEqual(expect.arrayContaining(["keywords", "author", "files", "module"]));
    });

    it("names the home of the toolkit, and its own place there", () => {
      const { homepage, bugs, repository, license, author, engines } = manifest;
      const address = root.bugs.url.replace(/\/issues$/, "");
      expect(address).toMatch(/^https:\/\/github\.com\/[^/]+\/[^/]+$/);
      expect(root.repository).toEqual({ type: "git", url: `git+${address}.git` });
      expect({ homepage, bugs, repository, license, author, engines }).toEqual({
        homepage: `${address}/tree/main/${directory}#readme`,
        bugs: root.bugs,
        repository: { ...root.repository, directory },
        license: root.license,
        author: root.author,
        engines: root.engines,
      });
      expect(name).toBe(`@aisolution/${String(packageNames[place])}`);
    });

    it("is published for all, with provenance", () => {
      expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
      expect(manifest).not.toHaveProperty("private");
      expect(manifest).toMatchObject({ type: "module", sideEffects: false });
    });

    it("has words by which it is found", () => {
      expect(manifest.keywords).toEqual(expect.arrayContaining(["ai-solution"]));
      expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
      expect(manifest.keywords.length).toBeGreaterThan(4);
    });

    it("has the version of all, and asks for exactly that of the others", () => {
      expect(manifest.version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(manifest.version).toBe(first?.version);
      for (const [dependency, version] of Object.entries(manifest.dependencies ?? {})) {
        expect(version, dependency).toMatch(/^\d+\.\d+\.\d+$/);
        if (dependency.startsWith("@aisolution/")) expect(version).toBe(manifest.version);
      }
    });

    it("needs no peer that it can do without", () => {
      for (const peer of Object.keys(manifest.peerDependencies ?? {})) {
        expect(manifest.peerDependenciesMeta?.[peer], peer).toEqual({ optional: true });
      }
      expect(Object.keys(manifest.peerDependenciesMeta ?? {})).toEqual(
        Object.keys(manifest.peerDependencies ?? {}),
      );
    });

    it("exports types first, each form with its own", () => {
      for (const [subpath, target] of Object.entries(manifest.exports)) {
        if (typeof target === "string") {
          expect(target, subpath).toBe(subpath);
          continue;
        }
        const targets = new Map(targetsOf(target));
        const conditions = [...targets.keys()];
        if (conditions.length === 2) {
          // Vitest is an ES module, and so is what needs it.
          expect([name, subpath]).toEqual(["@aisolution/mock", "./vitest"]);
          expect(conditions).toEqual(["types", "default"]);
          continue;
        }
        expect(conditions).toEqual([
          ...esm.slice(0, 2),
          "require types",
          "require default",
          ...esm.slice(2),
        ]);
        // Whoever can require an ES module gets the same one as by import.
        expect(targets.get(esm[0] ?? "")).toBe(targets.get(esm[2] ?? ""));
        expect(targets.get(esm[1] ?? "")).toBe(targets.get(esm[3] ?? ""));
      }
      expect(manifest.exports["./package.json"]).toBe("./package.json");
      expect(Object.keys(manifest.exports)[0]).toBe(".");
    });

    it("says the same to programs that do not read exports", () => {
      const { main, module, types, typesVersions } = manifest;
      const targets = new Map(targetsOf(manifest.exports["."] ?? ""));
      expect({ main, module, types }).toEqual({
        main: targets.get("require default"),
        module: targets.get("default default"),
        types: targets.get("require types"),
      });
      const subpaths = Object.entries(manifest.exports).flatMap(([subpath, target]) => {
        if (typeof target === "string" || subpath === ".") return [];
        const found = new Map(targetsOf(target));
        return [[subpath.slice(2), [found.get("require types") ?? found.get("types")]] as const];
      });
      expect(typesVersions?.["*"] ?? {}).toEqual(Object.fromEntries(subpaths));
    });

    it("names only files that are packed, and packs what belongs to them", async () => {
      const files = packed.get(name) ?? [];
      const named = [
        ...Object.values(manifest.exports).flatMap((target) => targetsOf(target)),
        ...Object.entries(manifest.bin ?? {}),
        ...Object.entries(manifest.typesVersions?.["*"] ?? {}).map(
          ([subpath, [file = ""]]) => [subpath, file] as const,
        ),
        ["main", manifest.main] as const,
      ].map(([, file]) => path.posix.normalize(file));
      expect(files).toEqual(expect.arrayContaining([...named, "LICENSE", "README.md"]));
      for (const file of files.filter((each) => /\.[cm]?[jt]s$/.test(each))) {
        const text = await readFile(path.join(repositoryRoot, directory, file), "utf8");
        expect(text, file).not.toContain("sourceMappingURL");
        for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
          if (!fileName.startsWith(".")) continue;
          const imported = path.posix.join(path.posix.dirname(file), fileName);
          expect(files, `${file} imports ${fileName}`).toContain(imported);
          // A declaration needs the other declaration.
          if (!file.includes(".d.")) continue;
          expect(files).toContain(imported.replace(/\.([cm]?)js$/, ".d.$1ts"));
        }
      }
    });

    it("imports what it depends on, and depends on what it imports", async () => {
      const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
      const imported = new Set<string>();
      for (const file of packed.get(name) ?? []) {
        if (!/\.[cm]?[jt]s$/.test(file)) continue;
        const text = await readFile(path.join(repositoryRoot, directory, file), "utf8");
        for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
          if (/^(\.|node:)/.test(fileName)) continue;
          const parts = fileName.split("/").slice(0, fileName.startsWith("@") ? 2 : 1);
          imported.add(parts.join("/"));
        }
      }
      expect([...imported].sort()).toEqual(declared.sort());
    });

    it("has a program that Node runs, if it has one", async () => {
      for (const file of Object.values(manifest.bin ?? {})) {
        const text = await readFile(path.join(repositoryRoot, directory, file), "utf8");
        expect(text).toMatch(/^#!\/usr\/bin\/env node\n/);
      }
    });
  },
);

it("knows all packages", async () => {
  expect((await readdir(path.join(repositoryRoot, "packages"))).sort()).toEqual(
    [...packageNames].sort(),
  );
});
