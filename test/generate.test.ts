/** What "npm run generate" writes follows from the contract, and only from it. */
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generate } from "../scripts/generate.js";
import { contractFolder } from "../scripts/lib/paths.js";
import { repositoryRoot, runScript } from "./support/run.js";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "generate-"));
  await cp(contractFolder, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it("gives the same bytes twice, and those on disk, from wherever the contract lies", async () => {
  const first = await generate({ contract: contractFolder, root: repositoryRoot });
  const second = await generate({ contract: folder, root: repositoryRoot });
  expect(second).toEqual(first);
  for (const { path: file, wanted, found } of first) expect(found === wanted, file).toBe(true);
});

it.each([
  ["a character of a text", "paths/face/addface.yaml", "Add a face", "Add a fade"],
  ["a character of a comment", "openapi.yaml", "# The table", "# The fable"],
])("fails after an edit of %s, and says what to run", async (_name, file, before, after) => {
  const source = path.join(folder, file);
  const text = await readFile(source, "utf8");
  expect(text).toContain(before);
  await writeFile(source, text.replace(before, after));
  const check = await runScript("scripts/generate.ts", "--check", "--contract", folder);
  expect(check.exitCode).toBe(1);
  expect(check.stderr).toContain("packages/openapi/openapi.json is not what the contract gives.");
  expect(check.stderr).toContain('Run "npm run generate" and commit the result.');
});

it("explains a contract that cannot be read", async () => {
  await appendFile(path.join(folder, "openapi.yaml"), "\n  - : broken");
  const check = await runScript("scripts/generate.ts", "--check", "--contract", folder);
  expect(check.exitCode).toBe(1);
  expect(check.stderr).toMatch(/^The contract in .* cannot be bundled\./);
  expect(check.stderr).not.toContain("    at ");
});
