/**
 * The packages in projects of every kind that users have. Each calls the mock with an image and reads the card of the
 * answer. Its settings are those of the READMEs.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  checkService,
  compareForms,
  compile,
  consumers,
  documentedPackages,
  placeProject,
  plainProgram,
  readCard,
  readSettings,
  tsconfig,
  typedFiles,
  typedProgram,
  type ProjectPlan,
  type Settings,
} from "./support/consumer-projects.js";
import { hasJest, linkJest, runJest } from "./support/jest.js";
import { otherNodes } from "./support/other-nodes.js";
import { installPackages, link, type Installation } from "./support/packed-packages.js";
import { repositoryRoot, run } from "./support/run.js";

/** How a program ends that read the card: date of birth, number of requests, cost of the one that failed. */
const success = { exitCode: 0, stdout: "1983-08-12 2 free\n", stderr: "" };
const compiled = { exitCode: 0, stdout: "", stderr: "" };

let installation: Installation;
let settings: Settings;
let typed: string;

beforeAll(async () => {
  [installation, settings, typed] = await Promise.all([
    installPackages(),
    readSettings("client"),
    typedProgram(),
  ]);
  for (const name of ["vitest", "sharp", "@types/node"]) await link(installation.folder, name);
  await linkJest(installation.folder);
}, 120_000);

afterAll(() => installation.remove());

/** The settings of a project, as a README has them. */
function settingsOf(project: string, place = 0): string {
  const text = settings.get(project)?.[place];
  if (text === undefined) throw new Error(`The README has no settings for "${project}".`);
  return text;
}

function place(plan: ProjectPlan): Promise<string> {
  return placeProject(installation.folder, plan);
}

it.each(documentedPackages)("the README of %s has the settings of all", async (name) => {
  expect(await readSettings(name)).toEqual(settings);
  expect([...settings.keys()]).toEqual([
    "Node, `import` or `require`",
    "TypeScript for Node",
    "TypeScript with a bundler",
    "TypeScript, older configurations",
    "Jest",
    "Jest with ts-jest",
    "Jest with ES modules",
    "Jest with jsdom",
    'Vitest, also with `environment: "jsdom"`',
  ]);
});

describe.each([
  ["node16", 0],
  ["nodenext", 1],
])("TypeScript for Node, %s", (name, number) => {
  it("compiles, and runs as ES module and as CommonJS", async () => {
    const text = settingsOf("TypeScript for Node", number);
    expect(text).toContain(name);
    const folder = await place({
      name,
      files: { ...(await typedFiles("mts", "cts")), "tsconfig.json": tsconfig(text) },
    });
    expect(await compile(folder)).toEqual(compiled);
    expect(await readCard(folder, "read-card.mjs")).toEqual(success);
    expect(await readCard(folder, "read-card.cjs")).toEqual(success);
  });
});

it("TypeScript with a bundler compiles, and runs when it is bundled", async () => {
  const config = tsconfig(settingsOf("TypeScript with a bundler"), '"noEmit": true');
  const folder = await place({
    name: "bundler",
    files: { ...(await typedFiles("ts")), "tsconfig.json": config },
  });
  expect(await compile(folder)).toEqual(compiled);
  await build({
    absWorkingDir: folder,
    entryPoints: ["read-card.ts"],
    outfile: path.join(folder, "bundle.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
    // A server, and what has native parts, stays outside of bundles.
    external: ["@aisolution/mock", "sharp"],
  });
  expect(await readCard(folder, "bundle.mjs")).toEqual(success);
});

it("TypeScript, older configurations: compiles and runs", async () => {
  const folder = await place({
    name: "node10",
    from: "commonjs",
    files: {
      ...(await typedFiles("ts")),
      "tsconfig.json": tsconfig(settingsOf("TypeScript, older configurations")),
    },
  });
  expect(await compile(folder)).toEqual(compiled);
  expect(await readCard(folder, "read-card.js")).toEqual(success);
});

describe("CommonJS without a compiler", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await place({ name: "commonjs", from: "commonjs" });
  });

  it("runs with other conditions", async () => {
    const options = ["--conditions=browser", "--conditions=development"];
    expect(await readCard(folder, "read-card.js", { options })).toEqual(success);
  });

  describe("where Node cannot require ES modules", () => {
    const options = ["--no-experimental-require-module"];

    it("runs", async () => {
      expect(await readCard(folder, "read-card.js", { options })).toEqual(success);
    });

    it("may load both forms, and knows errors of the other", async () => {
      const result = { ...success, stdout: "false true\n" };
      expect(await compareForms(folder, { options })).toEqual(result);
    });

    it("lets the mock load Prism", async () => {
      expect(await checkService(folder, { options })).toEqual({
        ...success,
        stdout: "dynamic 1 0\n",
      });
    });
  });

  describe.each([["this Node", process.execPath] as const, ...otherNodes])(
    "in %s",
    (_name, node) => {
      it.skipIf(node === undefined)("runs, and has one copy of a package", async () => {
        expect(await readCard(folder, "read-card.js", { node })).toEqual(success);
        expect(await compareForms(folder, { node })).toEqual({ ...success, stdout: "true true\n" });
      });
    },
  );
});

it("Vitest with jsdom", async () => {
  const environment = /environment: "(\w+)"/.exec([...settings.keys()].join())?.[1];
  const folder = await place({
    name: "vitest-jsdom",
    from: "vitest-jsdom",
    files: { "read-card.ts": typed },
  });
  const vitest = path.join(repositoryRoot, "node_modules/vitest/vitest.mjs");
  const result = await run(
    process.execPath,
    [vitest, "run", "--root", folder, "--environment", String(environment)],
    { cwd: folder },
  );
  expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("2 passed") });
});

describe.skipIf(!hasJest)("Jest", () => {
  /** Runs the one test of a project. */
  async function test(plan: ProjectPlan, environment: NodeJS.ProcessEnv = {}, node?: string) {
    const folder = await place(plan);
    const result = await runJest(folder, environment, node);
    expect(result).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("Tests:       1 passed, 1 total"),
    });
    expect(result.stderr).not.toContain("ts-jest[config] (WARN)");
  }

  const read = (file: string) => readFile(path.join(consumers, file), "utf8");

  // Node 24 can load an ES module for Jest by `require`; the others cannot.
  describe.each([["this Node", process.execPath] as const, ...otherNodes])(
    "in %s",
    (name, node) => {
      it.skipIf(node === undefined)("without settings", async () => {
        const files = { "read-card.js": await read("commonjs/read-card.js") };
        await test({ name: `jest-commonjs-${name}`, from: "jest-commonjs", files }, {}, node);
      });
    },
  );

  it("with ts-jest", async () => {
    await test({
      name: "jest-typescript",
      from: "jest-typescript",
      files: {
        "read-card.ts": typed,
        "jest.config.json": `{${settingsOf("Jest with ts-jest")}}`,
        "tsconfig.json": tsconfig(
          settingsOf("TypeScript, older configurations"),
          '"types": ["node", "jest"]',
        ),
      },
    });
  });

  it("with ES modules", async () => {
    const [name = "", value] = settingsOf("Jest with ES modules", 1).split("=", 2);
    await test(
      {
        name: "jest-esm",
        from: "jest-esm",
        files: {
          "read-card.js": await plainProgram(),
          "jest.config.json": `{${settingsOf("Jest with ES modules")}}`,
        },
      },
      { [name]: value },
    );
  });

  it("with jsdom", async () => {
    const comment = settingsOf("Jest with jsdom");
    await test({
      name: "jest-jsdom",
      from: "jest-commonjs",
      files: {
        "jest.config.json": '{ "testEnvironment": "jsdom" }',
        "read-card.js": await read("commonjs/read-card.js"),
        "read-card.test.js": `${comment}\n${await read("jest-commonjs/read-card.test.js")}`,
      },
    });
  });
});
