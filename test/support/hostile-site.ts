/** The site of the documentation, made in memory from any contract. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { buildCatalogue } from "../../scripts/catalogue/build-catalogue.js";
import { placeInWords, operationNames } from "../../scripts/docs/change-place.js";
import { changelogPage } from "../../scripts/docs/contract-changelog.js";
import { renderRedoc } from "../../scripts/docs/render-redoc.js";
import { makeSite, type Site } from "../../scripts/docs/site.js";
import { contractChanges } from "../../scripts/lib/contract-changes.js";
import { repositoryRoot } from "../../scripts/lib/paths.js";
import type { Node } from "../../scripts/lib/reader.js";
import { replaceRegion } from "../../scripts/lib/region.js";
import { emittedFiles } from "./emitted-files.js";

/** @param before the contract that the list of changes is compared with */
export async function siteOf(bundle: Node, before: Node): Promise<Site> {
  const files = await emittedFiles(bundle);
  return makeSite({
    bundle,
    catalogue: buildCatalogue(bundle, "0".repeat(64)),
    generated: [...files].map(([file, text]) => ({ path: file, text })),
    changelog: changelogOf(bundle, before),
    renderRedoc,
    async read(file) {
      let text = files.get(file) ?? (await readFile(path.join(repositoryRoot, file), "utf8"));
      for (const [name, content] of files) {
        const [page, region] = name.split("#");
        if (page === file && region !== undefined) {
          text = replaceRegion(text, region.replace(/\.md$/, ""), content.trimEnd());
        }
      }
      return text;
    },
  });
}

function changelogOf(bundle: Node, before: Node): string {
  const names = operationNames(before, bundle);
  const changes = contractChanges(before, bundle).map((change) => ({
    ...change,
    words: placeInWords(change.place, names),
  }));
  return changelogPage({
    history: "whole",
    current: { contract: "1.0.0", comparison: { since: "v1.0.0", verdict: "breaking", changes } },
    released: [{ tag: "v1.0.0", date: "2026-01-31", contract: "1.0.0" }],
  });
}
