import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Node } from "../lib/reader.js";
import { runRedocly } from "../lib/redocly.js";

/**
 * Makes the page of Redoc. How Redoc shows a contract stands in `redocly.yaml`.
 *
 * @throws when Redocly makes no page; the message holds what Redocly said
 */
export async function renderRedoc(contract: Node): Promise<string> {
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
