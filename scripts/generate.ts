/**
 * Writes everything that follows from the contract. With `--check` it writes nothing, and fails when
 * a file on disk is not what the contract gives.
 */
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { format } from "prettier";
import { buildCatalogue } from "./catalogue/build-catalogue.js";
import { bundleContract } from "./lib/bundle.js";
import { UsageError, type CommandLine, type Given, type OptionTable } from "./lib/command-line.js";
import { contractHash } from "./lib/contract-hash.js";
import { contractFolder, repositoryRoot } from "./lib/paths.js";
import { progress, runProgram } from "./lib/program.js";
import { replaceRegion } from "./lib/region.js";
import type { GeneratedFile, Target } from "./lib/target.js";
import { writeWhole } from "./lib/write-whole.js";
import { arazzoTarget } from "./targets/arazzo.js";
import { brunoTarget } from "./targets/bruno.js";
import { clientCallbackTarget } from "./targets/client-callback.js";
import { clientTarget } from "./targets/client.js";
import { documentsTarget } from "./targets/documents.js";
import { guideOutcomesTarget } from "./targets/guide-outcomes.js";
import { guidesTarget } from "./targets/guides.js";
import { messageSchemasTarget } from "./targets/message-schemas.js";
import { mockTarget } from "./targets/mock.js";
import { openapiTarget } from "./targets/openapi.js";
import { operationPagesTarget } from "./targets/operation-pages.js";
import { postmanTarget } from "./targets/postman.js";
import { readmeTarget } from "./targets/readme.js";
import { samplesTarget } from "./targets/samples.js";
import { typesTarget } from "./targets/types.js";

/** All targets, in the order in which they are made. */
export const targets: readonly Target[] = [
  openapiTarget,
  typesTarget,
  clientTarget,
  clientCallbackTarget,
  documentsTarget,
  mockTarget,
  guideOutcomesTarget,
  guidesTarget,
  readmeTarget,
  samplesTarget,
  operationPagesTarget,
  postmanTarget,
  brunoTarget,
  arazzoTarget,
  messageSchemasTarget,
];

/** A file as it should be, beside how it is. */
export interface FileState {
  readonly path: string;
  /** Undefined where there should be no such file. */
  readonly wanted: string | undefined;
  /** Undefined where there is no such file. */
  readonly found: string | undefined;
}

/**
 * Makes every target in memory.
 *
 * @param options.contract folder of the contract
 * @param options.root root of the repository that holds the files
 */
export async function generate(options: {
  readonly contract: string;
  readonly root: string;
}): Promise<readonly FileState[]> {
  progress("Reading the contract");
  const [bundle, sha256] = await Promise.all([
    bundleContract(options.contract),
    contractHash(options.contract),
  ]);
  const catalogue = buildCatalogue(bundle, sha256);
  const made = new Map<string, FileState>();
  const folders = new Set<string>();
  for (const target of targets) {
    progress(`Making ${target.name}`);
    for (const file of await target.emit({ catalogue, bundle })) {
      // A page can have several regions: the next one goes into what the one before made.
      made.set(file.path, await fileState(options.root, file, made.get(file.path)));
      // Where only a region of a file is made, people write the rest, and the files beside it.
      if (file.region === undefined) folders.add(path.posix.dirname(file.path));
    }
  }
  progress("");
  const states = [...made.values()];
  return [...states, ...(await strangers(options.root, states, folders))];
}

async function fileState(
  root: string,
  file: GeneratedFile,
  before: FileState | undefined,
): Promise<FileState> {
  const target = path.join(root, file.path);
  const found = existsSync(target) ? await readFile(target, "utf8") : undefined;
  const text = await formatted(file.path, file.text);
  const wanted =
    file.region === undefined
      ? text
      : replaceRegion(before?.wanted ?? found ?? "", file.region, text.trimEnd());
  return { path: file.path, wanted, found };
}

/** Large files keep the form that their emitter gives them; what people read is formatted. */
export async function formatted(file: string, text: string): Promise<string> {
  if (!/\.(ts|md)$/.test(file) || text.length > 50_000) return text;
  return format(text, { filepath: file, printWidth: 100 });
}

/** Files beside the generated ones that no target makes: what a renamed target left behind. */
async function strangers(
  root: string,
  states: readonly FileState[],
  folders: ReadonlySet<string>,
): Promise<FileState[]> {
  const made = states.map(({ path: file }) => file);
  const found: FileState[] = [];
  for (const folder of folders) {
    for (const entry of await readdir(path.join(root, folder)).catch(() => [])) {
      const file = `${folder}/${entry}`;
      const isMade = made.some((one) => one === file || one.startsWith(`${file}/`));
      if (isMade || byHand.has(entry)) continue;
      found.push({ path: file, wanted: undefined, found: "" });
    }
  }
  return found;
}

/** What is written by hand in a folder of generated files. */
const byHand = new Set(["package.json", "README.md", "LICENSE"]);

function complaint({ wanted, found }: FileState): string {
  if (wanted === undefined) return "is made by no target";
  return found === undefined ? "is missing" : "is not what the contract gives";
}

const commandLine = {
  command: "npm run generate --",
  summary: "Writes everything that follows from the contract.",
  options: {
    check: {
      type: "boolean",
      description: "write nothing; exit code 1 where a file is not what the contract gives",
    },
    contract: {
      type: "string",
      value: "FOLDER",
      default: path.relative(process.cwd(), contractFolder),
      description: "another contract to check the files against",
    },
  },
} as const satisfies CommandLine<OptionTable>;

async function main({ values }: Given<typeof commandLine.options>): Promise<number> {
  const contract = path.resolve(values.contract);
  if (values.check !== true && contract !== path.resolve(contractFolder)) {
    throw new UsageError(
      "--contract goes with --check: the files here are made from the contract here.",
    );
  }
  const states = await generate({ contract, root: repositoryRoot });
  const stale = states.filter(({ wanted, found }) => wanted !== found);
  if (values.check === true) {
    for (const state of stale) console.error(`${state.path} ${complaint(state)}.`);
    if (stale.length > 0) console.error('Run "npm run generate" and commit the result.');
    else console.log(`${String(states.length)} generated files are fresh.`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const { path: file, wanted } of stale) {
    const target = path.join(repositoryRoot, file);
    if (wanted === undefined) await rm(target, { recursive: true });
    else await writeWhole(target, wanted);
  }
  console.log(
    stale.length === 0
      ? `${String(states.length)} generated files were fresh already.`
      : `Wrote ${stale.map(({ path: file }) => file).join(", ")}.`,
  );
  return 0;
}

runProgram(import.meta.url, commandLine, main);
