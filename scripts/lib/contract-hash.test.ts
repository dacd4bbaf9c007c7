import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { contractHash } from "./contract-hash.js";
import { contractFolder } from "./paths.js";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hash-"));
  await cp(contractFolder, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const source = path.join(folder, file);
  const text = await readFile(source, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(source, changed);
}

it("is the same for the same files in another place", async () => {
  expect(await contractHash(folder)).toBe(await contractHash(contractFolder));
});

it.each([
  ["a comment", "openapi.yaml", (text: string) => text.replace("# The table", "# The fable")],
  ["a space", "components/schemas/Image.yaml", (text: string) => `${text} `],
  ["the form of an extension", "lint/extension-schemas.js", (text: string) => `${text}\n`],
])("changes with %s", async (_name, file, change) => {
  await edit(file, change);
  expect(await contractHash(folder)).not.toBe(await contractHash(contractFolder));
});

it.each([
  ["the README", "README.md", (text: string) => `${text}\n`],
  ["line ends", "openapi.yaml", (text: string) => text.replaceAll("\n", "\r\n")],
])("does not change with %s", async (_name, file, change) => {
  await edit(file, change);
  expect(await contractHash(folder)).toBe(await contractHash(contractFolder));
});
