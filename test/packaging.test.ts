/**
 * Packs the packages, installs them in an empty folder and uses them as a user would. What each must have in its
 * manifest is in `manifests.test.ts`, projects of other kinds are in `consumers.test.ts`.
 */
import { copyFile, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { startMock, type Mock } from "@aisolution/mock";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  filesOf,
  installPackages,
  packageNames,
  type Installation,
} from "./support/packed-packages.js";
import { repositoryRoot, run } from "./support/run.js";

let installation: Installation;
let consumer: string;
let mock: Mock;

beforeAll(async () => {
  [installation, mock] = await Promise.all([installPackages(), startMock({ port: 0 })]);
  consumer = installation.folder;
  for (const [from, to] of [
    ["packages/client/examples/recognize-card.ts", "recognize-card.ts"],
    ["packages/client/examples/specimen-card.jpg", "specimen-card.jpg"],
    ["test/types/narrowing.ts", "narrowing.ts"],
    ["test/types/documents.ts", "documents.ts"],
    ["test/types/subpaths.ts", "subpaths.ts"],
    ["test/types/misuse.ts", "misuse.ts"],
    ["test/consumers/subpaths/load-all.js", "load-all.js"],
  ] as const) {
    await copyFile(path.join(repositoryRoot, from), path.join(consumer, to));
  }
  await writeFile(
    path.join(consumer, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "ES2022",
        module: "NodeNext",
        lib: ["ES2023", "DOM"],
        strict: true,
        skipLibCheck: false,
        types: ["node"],
        typeRoots: [path.join(repositoryRoot, "node_modules/@types")],
      },
      include: ["*.ts"],
    }),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all([mock.close(), installation.remove()]);
});

describe("a project that installs the packages", () => {
  it("compiles in strict mode, and narrows by status", async () => {
    const tsc = path.join(repositoryRoot, "node_modules/typescript/bin/tsc");
    const compiled = await run(process.execPath, [tsc, "-p", consumer]);
    expect(compiled.stdout).toBe("");
    expect(compiled.exitCode).toBe(0);
  });

  it("reads a picture from disk, calls the mock and prints the fields", async () => {
    const example = await run(
      process.execPath,
      ["recognize-card.js", "specimen-card.jpg", mock.url],
      { cwd: consumer },
    );
    expect(example.stderr).toBe("");
    expect(example.stdout).toBe(
      [
        "Card number:   LZ6311T47",
        "Surname:       MUSTERMANN",
        "Given names:   ERIKA",
        "Date of birth: 12.08.1983",
        "",
      ].join("\n"),
    );
    expect(example.exitCode).toBe(0);
  });

  it("can load every subpath, by import and by require, and gets the same module", async () => {
    const names = packageNames.map((name) => `@aisolution/${name}`);
    const loaded = await run(process.execPath, ["load-all.js", ...names], { cwd: consumer });
    expect(loaded.exitCode, loaded.stderr).toBe(0);
    expect(loaded.stdout.trim().split("\n")).toEqual([
      "@aisolution/options one module, same names",
      "@aisolution/options/package.json object",
      "@aisolution/openapi one module, same names",
      "@aisolution/openapi/openapi.json object",
      "@aisolution/openapi/openapi.yaml file",
      "@aisolution/openapi/catalogue.json object",
      "@aisolution/openapi/catalogue.schema.json object",
      "@aisolution/openapi/package.json object",
      "@aisolution/types one module, same names",
      "@aisolution/types/package.json object",
      "@aisolution/client one module, same names",
      "@aisolution/client/callback one module, same names",
      "@aisolution/client/node one module, same names",
      "@aisolution/client/sharp one module, same names",
      "@aisolution/client/package.json object",
      "@aisolution/documents one module, same names",
      "@aisolution/documents/package.json object",
      "@aisolution/mock one module, same names",
      "@aisolution/mock/vitest file",
      "@aisolution/mock/package.json object",
    ]);
  });

  it("has a program of the mock that can be run", async () => {
    const folder = path.join(consumer, "node_modules/@aisolution/mock");
    const file = path.join(folder, "bin/aisolution-mock.js");
    // The tarball has the mode; npm would mend it, other programs that unpack would not.
    expect((await stat(file)).mode & 0o111).toBe(0o111);
    const shown = await run(file, ["--version"]);
    expect(shown.stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe.each(packageNames.map((name) => [name]))("@aisolution/%s", (name) => {
  it("has nothing for publint to say", async () => {
    const { messages } = await publint({
      pkgDir: path.join(repositoryRoot, "packages", name),
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it("has types that its importers find", async () => {
    const tarball = await readFile(installation.tarballs.get(`@aisolution/${name}`) ?? "");
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    if (!("problems" in analysis)) throw new Error(`@aisolution/${name} has no types.`);
    const faults = analysis.problems.filter(
      (problem) =>
        // A data file has no types.
        !("entrypoint" in problem && problem.entrypoint.endsWith(".yaml")) &&
        // Vitest cannot be loaded by `require` either.
        !(problem.kind === "CJSResolvesToESM" && problem.entrypoint === "./vitest"),
    );
    expect(faults).toEqual([]);
  });

  it("publishes no test, no source and no build file", async () => {
    const files = await filesOf(installation.tarballs.get(`@aisolution/${name}`) ?? "");
    expect(files).toContain("package.json");
    expect(files).toContain("README.md");
    expect(files).toContain("LICENSE");
    expect(
      files.filter((file) => /\.test\.|\.map$|tsbuildinfo|tsconfig|(^|\/)(src|test)\//.test(file)),
    ).toEqual([]);
  });
});
