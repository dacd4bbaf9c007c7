/** What all targets make from a contract, in memory, as `npm run generate` and the site have it. */
import { buildCatalogue } from "../../scripts/catalogue/build-catalogue.js";
import { formatted, targets } from "../../scripts/generate.js";
import { codeSamples } from "../../scripts/targets/samples.js";
import type { Node } from "../../scripts/lib/reader.js";

/** Texts by their paths; a region of a page has its name behind a number sign. */
export async function emittedFiles(bundle: Node): Promise<ReadonlyMap<string, string>> {
  const catalogue = buildCatalogue(bundle, "0".repeat(64));
  const files = new Map<string, string>();
  for (const target of targets) {
    for (const { path, region, text } of await target.emit({ catalogue, bundle })) {
      const name = region === undefined ? path : `${path}#${region}.md`;
      files.set(name, await formatted(name, text));
    }
  }
  // Readers of the site copy the programs from there, where they have no header.
  for (const operation of catalogue.operations) {
    for (const { path, source } of codeSamples(operation, catalogue)) {
      files.set(path.replace("docs/samples", "reference"), source);
    }
  }
  return files;
}
