/** The packages in test runners, with the settings of the READMEs. What the projects do is in `test/consumers`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  consumers,
  placeProject,
  plainProgram,
  readSettings,
  settingsOf,
  tsconfig,
  typedProgram,
  type ProjectPlan,
} from "./support/consumer-projects.js";
import { hasJest, linkJest, runJest } from "./support/jest.js";
import { otherNodes } from "./support/other-nodes.js";
import { installPackages, link, type Installation } from "./support/packed-packages.js";
import { repositoryRoot, run } from "./support/run.js";

const [settings, typed] = await Promise.all([readSettings("client"), typedProgram()]);
let installation: Installation;

beforeAll(async () => {
  installation = await installPackages();
  for (const name of ["vitest", "sharp", "@types/node"]) await link(installation.folder, name);
  await linkJest(installation.folder);
}, 180_000);

afterAll(() => installation.remove());

function place(plan: ProjectPlan): Promise<string> {
  return placeProject(installation.folder, plan);
}

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
        "jest.config.json": `{${settingsOf(settings, "Jest with ts-jest")}}`,
        "tsconfig.json": tsconfig(
          settingsOf(settings, "TypeScript, older configurations"),
          '"types": ["node", "jest"]',
        ),
      },
    });
  });

  it("with ES modules", async () => {
    const [name = "", value] = settingsOf(settings, "Jest with ES modules", 1).split("=", 2);
    await test(
      {
        name: "jest-esm",
        from: "jest-esm",
        files: {
          "read-card.js": await plainProgram(),
          "jest.config.json": `{${settingsOf(settings, "Jest with ES modules")}}`,
        },
      },
      { [name]: value },
    );
  });

  it("with jsdom", async () => {
    const comment = settingsOf(settings, "Jest with jsdom");
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
