/** What "npm run generate" writes follows from the contract, and only from it. */
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { generate, type FileState } from "../scripts/generate.js";
import { contractFolder } from "../scripts/lib/paths.js";
import { repositoryRoot, runScript } from "./support/run.js";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "generate-"));
  await cp(contractFolder, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it("gives the same bytes twice, and those on disk, and names what no target makes", async () => {
  const first = await generate({ contract: contractFolder, root: repositoryRoot });
  for (const { path: file, wanted, found } of first) expect(found === wanted, file).toBe(true);

  // Again, from a copy of the contract, into a folder that has the pages and a file left over.
  const root = path.join(folder, "root");
  const stranger = "packages/types/src/generated/stranger.ts";
  await mkdir(path.join(root, path.dirname(stranger)), { recursive: true });
  await writeFile(path.join(root, stranger), "export {};\n");
  for (const page of ["README.md", "docs/guides"]) {
    await cp(path.join(repositoryRoot, page), path.join(root, page), { recursive: true });
  }
  // A page with several regions gets all of them at once.
  const page = path.join(root, "docs/guides/errors.md");
  const text = await readFile(page, "utf8");
  const emptied = text.replace(/(<!-- generated:(\S+) -->).*?(<!-- \/generated:\2 -->)/gs, "$1$3");
  expect(emptied).not.toBe(text);
  await writeFile(page, emptied);
  // A folder of generated files can hold others: what they hold is not left over.
  const formerOperation = "docs/samples/go/formerOperation";
  await mkdir(path.join(root, formerOperation), { recursive: true });
  // Beside a page of which a region is made, people write others.
  await writeFile(path.join(root, "docs/guides/other.md"), "# Other\n");
  const second = await generate({ contract: folder, root });
  const bytes = (states: readonly FileState[]) =>
    states.map(({ path: file, wanted }) => [file, wanted] as const);
  expect(bytes(second)).toEqual([
    ...bytes(first),
    [stranger, undefined],
    [formerOperation, undefined],
  ]);
});

it("fails after an edit of one character, and says what to run", async () => {
  const source = path.join(folder, "paths/face/addface.yaml");
  const text = await readFile(source, "utf8");
  expect(text).toContain("Add a face");
  await writeFile(source, text.replace("Add a face", "Add a fade"));
  const check = await runScript("scripts/generate.ts", "--check", "--contract", folder);
  expect(check.exitCode).toBe(1);
  expect(check.stderr).toContain("packages/openapi/openapi.json is not what the contract gives.");
  expect(check.stderr).toContain('Run "npm run generate" and commit the result.');
});

it("makes nothing here from another contract", async () => {
  const written = await runScript("scripts/generate.ts", "--contract", folder);
  expect(written.exitCode).toBe(2);
  expect(written.stderr).toMatch(/--contract goes with --check/);
});

it("explains a contract that cannot be read", async () => {
  await appendFile(path.join(folder, "openapi.yaml"), "\n  - : broken");
  const check = await runScript("scripts/generate.ts", "--check", "--contract", folder);
  expect(check.exitCode).toBe(1);
  expect(check.stderr).toMatch(/^The contract in .* cannot be bundled\./);
  expect(check.stderr).not.toContain("    at ");
});
