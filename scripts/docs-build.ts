/** Builds the documentation: one page that needs no network. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { catalogue } from "@aisolution/openapi";
import { isNode } from "../openapi/lint/document.js";
import { contractForReaders, finishPage } from "./lib/docs-page.js";
import { repositoryRoot } from "./lib/paths.js";
import { progress, runProgram } from "./lib/program.js";
import { readNode, readText, type Node } from "./lib/reader.js";
import { runRedocly } from "./lib/redocly.js";
import { writeWhole } from "./lib/write-whole.js";

const contractFile = path.join(repositoryRoot, "packages/openapi/openapi.json");

/** The folder of the built documentation. */
export const docsFolder = path.join(repositoryRoot, "docs/dist");

/**
 * Builds the page from the bundled contract. How Redoc shows it stands in `redocly.yaml`.
 *
 * @param folder where `index.html` is written
 * @returns the path of the page
 * @throws when Redocly cannot build, or builds something unexpected
 */
export async function buildDocs(folder: string = docsFolder): Promise<string> {
  const bundle: unknown = JSON.parse(await readFile(contractFile, "utf8"));
  if (!isNode(bundle)) throw new Error(`${contractFile} is not an object.`);
  const info = readNode(bundle, "info", "contract");
  const page = finishPage(await renderPage(contractForReaders(bundle, catalogue)), {
    title: `${readText(info, "title", "info")} ${readText(info, "version", "info")}`,
    description: readText(info, "summary", "info"),
  });
  const file = path.join(folder, "index.html");
  await writeWhole(file, page);
  return file;
}

async function renderPage(contract: Node): Promise<string> {
  const temporary = await mkdtemp(path.join(tmpdir(), "docs-"));
  const input = path.join(temporary, "openapi.json");
  const output = path.join(temporary, "index.html");
  try {
    await writeFile(input, JSON.stringify(contract));
    const run = await runRedocly("build-docs", input, "--inlineBundle", "--output", output);
    if (run.exitCode !== 0) throw new Error(`Redocly built no page.\n${run.stderr.trim()}`);
    return await readFile(output, "utf8");
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { output: { type: "string", default: docsFolder } } });
  progress("Building the page");
  const page = await buildDocs(path.resolve(values.output));
  progress("");
  console.log(`Wrote ${path.relative(process.cwd(), page)}.`);
  return 0;
}

runProgram(import.meta.url, main);
