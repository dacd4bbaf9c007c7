import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isNode } from "../../openapi/lint/document.js";
import type { Node } from "./reader.js";
import { runRedocly } from "./redocly.js";

/** The contract has a fault, so it cannot be bundled. The message holds what Redocly said. */
export class BundleError extends Error {
  override name = "BundleError" as const;
}

/** Redocly says by words only that the contract is at fault, and not Redocly itself. */
const FAULT_OF_CONTRACT =
  /Errors encountered while bundling|Failed to parse API description|Document must be JSON object/;

/** Redocly takes a file that it may not or cannot open for a wrong reference. */
const FAULT_OF_MACHINE = /\b(?:EACCES|EIO|EMFILE|ENFILE|ENOMEM|ENOSPC|EPERM)\b/;

/**
 * Bundles a contract into one document with local references only.
 *
 * @param folder the folder that holds `openapi.yaml`
 * @throws BundleError when the contract has a fault; another error when Redocly cannot work here
 */
export async function bundleContract(folder: string): Promise<Node> {
  const temporary = await mkdtemp(path.join(tmpdir(), "contract-"));
  const output = path.join(temporary, "openapi.json");
  try {
    const run = await runRedocly("bundle", path.join(folder, "openapi.yaml"), "--output", output);
    if (run.exitCode !== 0) {
      const message = `The contract in ${folder} cannot be bundled.\n${run.stderr.trim()}`;
      const isOfContract = FAULT_OF_CONTRACT.test(message) && !FAULT_OF_MACHINE.test(message);
      throw isOfContract ? new BundleError(message) : new Error(message);
    }
    const bundle: unknown = JSON.parse(await readFile(output, "utf8"));
    if (!isNode(bundle)) throw new Error(`The bundle of ${folder} is not an object.`);
    return bundle;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
