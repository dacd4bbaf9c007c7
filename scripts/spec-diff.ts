/**
 * Names what changed between two versions of the contract, and whether it breaks a reader or a
 * caller. Ends with 1 when something breaks, and with 2 when they could not be compared.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { BundleError, bundleContract } from "./lib/bundle.js";
import type { CommandLine, Given, OptionTable } from "./lib/command-line.js";
import { contractAtRef, InputError } from "./lib/contract-at-ref.js";
import { contractChanges, type ContractChange } from "./lib/contract-changes.js";
import { errorText } from "./lib/error-text.js";
import { repositoryRoot } from "./lib/paths.js";
import { progress, runProgram } from "./lib/program.js";
import type { Node } from "./lib/reader.js";

const commandLine = {
  command: "npm run spec:diff --",
  summary:
    "Names what changed between two versions of the contract, and whether it breaks anything.",
  arguments: [
    { name: "BEFORE", description: "branch, tag or commit to compare with", required: true },
    { name: "AFTER", description: "another one; without it, the working tree" },
  ],
  options: {
    repository: {
      type: "string",
      value: "FOLDER",
      default: path.relative(process.cwd(), repositoryRoot) || ".",
      description: "folder that holds openapi/",
    },
  },
  notes: "Exit code: 1 when something breaks, 2 when the versions could not be compared.",
} as const satisfies CommandLine<OptionTable>;

/** One line for each change, worst first, and the sum. */
export function formatChanges(changes: readonly ContractChange[]): readonly string[] {
  if (changes.length === 0) return ["No changes."];
  const count = (severity: ContractChange["severity"]) =>
    `${String(changes.filter((change) => change.severity === severity).length)} ${severity}`;
  return [
    ...changes.map(({ severity, place, text }) => `${severity}  ${place}  ${text}`),
    `${count("breaking")}, ${count("compatible")}, ${count("documentation")}.`,
  ];
}

async function contractInFolder(repository: string): Promise<Node> {
  const folder = path.join(repository, "openapi");
  if (!existsSync(path.join(folder, "openapi.yaml"))) {
    throw new InputError(
      `There is no contract in ${repository}: openapi/openapi.yaml is missing. Give another folder with --repository, or a second ref.`,
    );
  }
  return bundleContract(folder).catch((error: unknown) => {
    if (!(error instanceof BundleError)) throw error;
    throw new InputError(`${error.message}\nRun "npm run spec:lint" for the places.`, {
      cause: error,
    });
  });
}

async function compareVersions(
  repository: string,
  before: string,
  after: string | undefined,
): Promise<number> {
  progress("Reading both versions");
  const versions = await Promise.all([
    contractAtRef(repository, before),
    after === undefined ? contractInFolder(repository) : contractAtRef(repository, after),
  ]);
  progress("");
  const changes = contractChanges(...versions);
  for (const line of formatChanges(changes)) console.log(line);
  return changes.some(({ severity }) => severity === "breaking") ? 1 : 0;
}

async function main({ values, positionals }: Given<typeof commandLine.options>): Promise<number> {
  const [before = "", after] = positionals;
  try {
    return await compareVersions(path.resolve(values.repository), before, after);
  } catch (error) {
    // A fault of the machine too: 1 would say that something breaks.
    progress("");
    console.error(errorText(error));
    return 2;
  }
}

runProgram(import.meta.url, commandLine, main);
