/** Every program that people start explains itself, and refuses what it does not know. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { child } from "../openapi/lint/document.js";
import { repositoryRoot, run, runScript } from "./support/run.js";

/** The options of each program. One that is not here, or has another option, fails the test. */
const programs: Readonly<Record<string, readonly string[]>> = {
  "scripts/bench.ts": ["quick", "only"],
  "scripts/build-commonjs.ts": [],
  "scripts/compare-number-schemes.ts": ["count", "seed", "python"],
  "scripts/docs.ts": ["port"],
  "scripts/docs-build.ts": ["output"],
  "scripts/docs-place.ts": ["site", "pages", "name"],
  "scripts/generate.ts": ["check", "contract"],
  "scripts/size-check.ts": [],
  "scripts/spec-diff.ts": ["repository"],
  "scripts/spec-lint.ts": ["format", "output"],
};

it("has a row for each program", () => {
  const files = readdirSync(path.join(repositoryRoot, "scripts"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `scripts/${name}`);
  expect(files.sort()).toEqual(Object.keys(programs).sort());
});

it("has a row for each npm script that starts a program of the repository", () => {
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(repositoryRoot, "package.json"), "utf8"),
  );
  const scripts = Object.values(child(manifest, "scripts"));
  const started = scripts.flatMap((line) => String(line).match(/scripts\/[\w-]+\.ts/g) ?? []);
  expect(started.length).toBeGreaterThan(6);
  for (const script of started) expect(Object.keys(programs)).toContain(script);
});

describe.each(Object.entries(programs))("%s", (script, options) => {
  it.each(["--help", "-h"])("shows with %s what it does, and each option", async (flag) => {
    const help = await runScript(script, flag);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toMatch(/^[A-Z][^\n]+\.\n\nUsage: (?:npm run|npx tsx) [^\n]+\n/);
    const shown = [...help.stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, name]) => name);
    expect(shown).toEqual([...options, "help"]);
  });

  it("refuses an option that it does not have, and names the nearest", async () => {
    const refused = await runScript(script, "--hlep");
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    const all = [...options, "help"].map((name) => `--${name}`).join(", ");
    expect(refused.stderr).toBe(
      `There is no option --hlep. Did you mean --help? The options are ${all}.\n`,
    );
  });

  it("refuses more arguments than it takes", async () => {
    const refused = await runScript(script, "one", "two", "three", "four");
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^(?:There are too many arguments: |--\w+ is missing)/);
  });
});

it("the mock does the same", async () => {
  const mock = (...parameters: readonly string[]) =>
    run(process.execPath, ["packages/mock/dist/cli.js", ...parameters]);
  expect(await mock("--help")).toMatchObject({ exitCode: 0, stderr: "" });
  expect(await mock("--hlep")).toMatchObject({ exitCode: 2, stdout: "" });
});
