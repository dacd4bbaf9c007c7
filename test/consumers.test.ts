/**
 * The packages in projects of every kind that users have. Each calls the mock with an image and reads the card of the
 * answer. Its settings are those of the READMEs. Test runners are in `test-runners.test.ts`.
 */
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  checkService,
  compareForms,
  compile,
  documentedPackages,
  placeProject,
  readCard,
  readSettings,
  settingsOf,
  tsconfig,
  typedFiles,
  type ProjectPlan,
} from "./support/consumer-projects.js";
import { otherNodes } from "./support/other-nodes.js";
import { installPackages, link, type Installation } from "./support/packed-packages.js";

/** How a program ends that read the card: date of birth, number of requests, cost of the one that failed. */
const success = { exitCode: 0, stdout: "1983-08-12 2 free\n", stderr: "" };
const compiled = { exitCode: 0, stdout: "", stderr: "" };
/** The compiler checks some hundred declarations in each project, also on a busy machine. */
const patience = 180_000;

const settings = await readSettings("client");
let installation: Installation;

beforeAll(async () => {
  installation = await installPackages();
  for (const name of ["vitest", "sharp", "@types/node"]) await link(installation.folder, name);
}, patience);

afterAll(() => installation.remove());

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
  it(
    "compiles, and runs as ES module and as CommonJS",
    async () => {
      const text = settingsOf(settings, "TypeScript for Node", number);
      expect(text).toContain(name);
      const folder = await place({
        name,
        files: { ...(await typedFiles("mts", "cts")), "tsconfig.json": tsconfig(text) },
      });
      expect(await compile(folder)).toEqual(compiled);
      expect(await readCard(folder, "read-card.mjs")).toEqual(success);
      expect(await readCard(folder, "read-card.cjs")).toEqual(success);
    },
    patience,
  );
});

it(
  "TypeScript with a bundler compiles, and runs when it is bundled",
  async () => {
    const config = tsconfig(settingsOf(settings, "TypeScript with a bundler"), '"noEmit": true');
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
  },
  patience,
);

it(
  "TypeScript, older configurations: compiles and runs",
  async () => {
    const folder = await place({
      name: "node10",
      files: {
        ...(await typedFiles("ts")),
        "package.json": '{ "type": "commonjs" }',
        "tsconfig.json": tsconfig(settingsOf(settings, "TypeScript, older configurations")),
      },
    });
    expect(await compile(folder)).toEqual(compiled);
    expect(await readCard(folder, "read-card.js")).toEqual(success);
  },
  patience,
);

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
