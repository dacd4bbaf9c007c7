/**
 * Packs the packages, installs those for users' programs in an empty folder and uses them as a user
 * would. The network is not needed: dependencies are packed from this installation. The mock stays out,
 * because Prism brings hundreds of packages; what it imports is held against its dependencies instead.
 */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { startMock, type Mock } from "@aisolution/mock";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryRoot, run } from "./support/run.js";

const packages = ["openapi", "types", "client", "documents", "mock"] as const;
/** What the client needs from npm. */
const dependencies = ["openapi-fetch", "openapi-typescript-helpers"];

let folder = "";
let consumer = "";
let mock: Mock;
const tarballs = new Map<string, string>();

async function pack(name: string, source: string): Promise<void> {
  const packed = await run("npm", [
    "pack",
    source,
    "--json",
    "--ignore-scripts",
    "--pack-destination",
    folder,
  ]);
  expect(packed.exitCode, packed.stderr).toBe(0);
  const [entry]: { filename: string }[] = JSON.parse(packed.stdout);
  tarballs.set(name, path.join(folder, entry?.filename ?? ""));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "packaging-"));
  consumer = path.join(folder, "consumer");
  await mkdir(consumer);
  mock = await startMock({ port: 0 });
  for (const name of packages) await pack(`@aisolution/${name}`, `./packages/${name}`);
  for (const name of dependencies) await pack(name, `./node_modules/${name}`);
  const installed = [...tarballs].filter(([name]) => name !== "@aisolution/mock");
  await writeFile(
    path.join(consumer, "package.json"),
    JSON.stringify({
      name: "consumer",
      private: true,
      type: "module",
      dependencies: Object.fromEntries(installed.map(([name, file]) => [name, `file:${file}`])),
    }),
  );
  const install = await run(
    "npm",
    ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"],
    { cwd: consumer },
  );
  expect(install.exitCode, install.stderr).toBe(0);
  for (const [from, to] of [
    ["packages/client/examples/recognize-card.ts", "recognize-card.ts"],
    ["packages/client/examples/specimen-card.jpg", "specimen-card.jpg"],
    ["test/types/narrowing.ts", "narrowing.ts"],
    ["test/types/documents.ts", "documents.ts"],
    ["test/types/subpaths.ts", "subpaths.ts"],
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
  await mock.close();
  await rm(folder, { recursive: true, force: true });
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

  it("can import every subpath", async () => {
    await writeFile(
      path.join(consumer, "import-all.js"),
      `
        import { createRequire } from "node:module";
        const require = createRequire(import.meta.url);
        for (const name of ["openapi", "types", "client", "documents"]) {
          const { exports } = require(\`@aisolution/\${name}/package.json\`);
          for (const subpath of Object.keys(exports)) {
            const specifier = \`@aisolution/\${name}\${subpath.slice(1)}\`;
            if (/\\.json$/.test(specifier)) require(specifier);
            else if (/\\.yaml$/.test(specifier)) require.resolve(specifier);
            else await import(specifier);
            console.log(specifier);
          }
        }
        const { createClient } = require("@aisolution/client");
        console.log(typeof createClient);
      `,
    );
    const imported = await run(process.execPath, ["import-all.js"], { cwd: consumer });
    expect(imported.exitCode, imported.stderr).toBe(0);
    expect(imported.stdout.trim().split("\n")).toEqual([
      "@aisolution/openapi",
      "@aisolution/openapi/openapi.json",
      "@aisolution/openapi/openapi.yaml",
      "@aisolution/openapi/catalogue.json",
      "@aisolution/openapi/catalogue.schema.json",
      "@aisolution/openapi/package.json",
      "@aisolution/types",
      "@aisolution/types/package.json",
      "@aisolution/client",
      "@aisolution/client/callback",
      "@aisolution/client/node",
      "@aisolution/client/sharp",
      "@aisolution/client/package.json",
      "@aisolution/documents",
      "@aisolution/documents/package.json",
      "function",
    ]);
  });
});

describe.each(packages.map((name) => [name]))("@aisolution/%s", (name) => {
  it("has nothing for publint to say", async () => {
    const { messages } = await publint({
      pkgDir: path.join(repositoryRoot, "packages", name),
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it("has types that its importers find", async () => {
    const tarball = await readFile(tarballs.get(`@aisolution/${name}`) ?? "");
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    if (!("problems" in analysis)) throw new Error(`@aisolution/${name} has no types.`);
    // ESM only: CommonJS importers use require(esm), which Node 20.19 has and TypeScript does not model.
    expect(
      analysis.problems.filter(
        (problem) =>
          problem.kind !== "CJSResolvesToESM" &&
          // A data file has no types.
          !("entrypoint" in problem && problem.entrypoint.endsWith(".yaml")) &&
          !("resolutionKind" in problem && problem.resolutionKind === "node10"),
      ),
    ).toEqual([]);
  });

  it("imports only what it depends on", async () => {
    const manifest: {
      name: string;
      dependencies?: Record<string, string>;
      peerDependencies?: Record<string, string>;
    } = JSON.parse(
      await readFile(path.join(repositoryRoot, "packages", name, "package.json"), "utf8"),
    );
    const known = [
      manifest.name,
      ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    ];
    const folderOfCode = path.join(
      repositoryRoot,
      "packages",
      name,
      name === "openapi" ? "" : "dist",
    );
    const files = await readdir(folderOfCode, { recursive: true });
    const code = files.filter((file) => /\.(js|d\.ts)$/.test(file));
    expect(code.length).toBeGreaterThan(0);
    for (const file of code) {
      const text = await readFile(path.join(folderOfCode, file), "utf8");
      for (const [, specifier = ""] of text.matchAll(
        /^(?:import|export) [^;]*?from "([^"]+)"/gms,
      )) {
        if (/^(\.|node:)/.test(specifier)) continue;
        const imported = specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/");
        expect(known, `${file} imports ${specifier}`).toContain(imported);
      }
    }
  });

  it("publishes no test, no source and no build file", async () => {
    const listed = await run("tar", ["-tzf", tarballs.get(`@aisolution/${name}`) ?? ""]);
    const files = listed.stdout.trim().split("\n");
    expect(files).toContain("package/package.json");
    expect(files).toContain("package/README.md");
    expect(files).toContain("package/LICENSE");
    expect(
      files.filter((file) => /\.test\.|tsbuildinfo|tsconfig|\/(src|test)\//.test(file)),
    ).toEqual([]);
  });
});
