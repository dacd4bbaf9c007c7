import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isNode } from "../../openapi/lint/document.js";
import type { Node } from "./reader.js";
import { runRedocly } from "./redocly.js";

/**
 * Bundles a contract into one document with local references only.
 *
 * @param folder the folder that holds `openapi.yaml`
 * @throws when Redocly cannot read the contract; the message holds what Redocly said
 */
export async function bundleContract(folder: string): Promise<Node> {
  const temporary = await mkdtemp(path.join(tmpdir(), "contract-"));
  const output = path.join(temporary, "openapi.json");
  try {
    const run = await runRedocly("bundle", path.join(folder, "openapi.yaml"), "--output", output);
    if (run.exitCode !== 0) {
      throw new Error(`The contract in ${folder} cannot be bundled.\n${run.stderr.trim()}`);
    }
    const bundle: unknown = JSON.parse(await readFile(output, "utf8"));
    if (!isNode(bundle)) throw new Error(`The bundle of ${folder} is not an object.`);
    return bundle;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
