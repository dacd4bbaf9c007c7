/** Builds the documentation: a site that needs no network and no server. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { buildCatalogue } from "./catalogue/build-catalogue.js";
import { contractChangelog, changelogPage } from "./docs/contract-changelog.js";
import { misplacedGuides } from "./docs/pages.js";
import { renderRedoc } from "./docs/render-redoc.js";
import { makeSite, type SiteInput } from "./docs/site.js";
import { expectOwnFolder, writeSite } from "./docs/write-site.js";
import { bundleContract } from "./lib/bundle.js";
import type { CommandLine, Given, OptionTable } from "./lib/command-line.js";
import { contractHash } from "./lib/contract-hash.js";
import { contractFolder, repositoryRoot } from "./lib/paths.js";
import { progress, runProgram } from "./lib/program.js";
import { arazzoTarget } from "./targets/arazzo.js";
import { brunoTarget } from "./targets/bruno.js";
import { messageSchemasTarget } from "./targets/message-schemas.js";
import { openapiTarget } from "./targets/openapi.js";
import { operationPagesTarget } from "./targets/operation-pages.js";
import { postmanTarget } from "./targets/postman.js";

/** The folder of the built documentation. */
export const docsFolder = path.join(repositoryRoot, "docs/dist");

/** The targets whose files are in the site. */
const targets = [
  openapiTarget,
  messageSchemasTarget,
  postmanTarget,
  brunoTarget,
  arazzoTarget,
  operationPagesTarget,
];

/** Where the documentation goes, and for whom. */
export interface DocsOptions {
  readonly folder?: string;
  /** A script for all pages, where they are served to somebody who edits them. */
  readonly extraScript?: string;
}

/** Builds the documentation, again and again: what comes from an unchanged contract is made once. */
export interface DocsBuilder {
  /**
   * Builds the documentation from the contract and the guides as they are on disk.
   *
   * @returns the folder; files of an earlier build that are in it no more are gone
   * @throws when the contract or a page has a fault, or the folder holds something else. Then no file is
   *   written
   */
  build(options?: DocsOptions): Promise<string>;
}

/** Builds the documentation once. See {@link DocsBuilder.build}. */
export function buildDocs(options?: DocsOptions): Promise<string> {
  return createDocsBuilder().build(options);
}

/** Starts without anything built. */
export function createDocsBuilder(): DocsBuilder {
  const contracts = new Map<string, Promise<ContractParts>>();
  const redoc = new Map<string, Promise<string>>();
  return {
    async build({ folder = docsFolder, extraScript } = {}) {
      await expectOwnFolder(folder);
      progress("Reading the contract");
      await checkGuides();
      const sha256 = await contractHash(contractFolder);
      const parts = await newest(contracts, sha256, () => readContract(sha256));
      progress("Making the pages");
      const site = await makeSite({
        ...parts,
        read: (file) => readFile(path.join(repositoryRoot, file), "utf8"),
        renderRedoc: (contract) =>
          newest(redoc, JSON.stringify(contract), () => renderRedoc(contract)),
        ...(extraScript === undefined ? {} : { extraScript }),
      });
      await writeSite(site, folder);
      progress("");
      return folder;
    },
  };
}

type ContractParts = Pick<SiteInput, "bundle" | "catalogue" | "generated" | "changelog">;

async function readContract(sha256: string): Promise<ContractParts> {
  const bundle = await bundleContract(contractFolder);
  const catalogue = buildCatalogue(bundle, sha256);
  progress("Comparing the versions of the contract");
  const changelog = changelogPage(await contractChangelog({ bundle, root: repositoryRoot }));
  progress("Making the downloads");
  const generated = await Promise.all(targets.map((target) => target.emit({ catalogue, bundle })));
  return { bundle, catalogue, generated: generated.flat(), changelog };
}

/** Keeps the newest of its kind. What failed is tried again. */
async function newest<Value>(
  kept: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  kept.clear();
  const made = make();
  kept.set(key, made);
  try {
    return await made;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

async function checkGuides(): Promise<void> {
  const misplaced = misplacedGuides(await readdir(path.join(repositoryRoot, "docs/guides")));
  if (misplaced.length === 0) return;
  throw new Error(`docs/guides and scripts/docs/pages.ts do not agree on ${misplaced.join(", ")}.`);
}

const commandLine = {
  command: "npm run docs:build --",
  summary: "Builds the documentation: a site that needs no network and no server.",
  options: {
    output: {
      type: "string",
      value: "FOLDER",
      default: path.relative(process.cwd(), docsFolder),
      description: "where it goes; the folder is empty, or holds an earlier build",
    },
  },
} as const satisfies CommandLine<OptionTable>;

async function main({ values }: Given<typeof commandLine.options>): Promise<number> {
  const folder = await buildDocs({ folder: path.resolve(values.output) });
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/index.html.`);
  return 0;
}

runProgram(import.meta.url, commandLine, main);
