/**
 * Lints the contract: Redocly on the source files, then Spectral with our own functions and the
 * OWASP rules on the bundle. Every problem is shown at its place in the source.
 */
import fs from "node:fs";
import path from "node:path";
import spectralCore from "@stoplight/spectral-core";
import spectralParsers from "@stoplight/spectral-parsers";
import bundler from "@stoplight/spectral-ruleset-bundler/with-loader";
import { child, isNode, list } from "../openapi/lint/document.js";
import { bundleContract } from "./lib/bundle.js";
import type { CommandLine, Given, OptionTable } from "./lib/command-line.js";
import { contractFolder } from "./lib/paths.js";
import { progress, runProgram } from "./lib/program.js";
import { texts, type Node } from "./lib/reader.js";
import { runRedocly } from "./lib/redocly.js";
import { SourceMap, type SourceLocation } from "./lib/source-location.js";
import { unusedFiles } from "./lib/unused-files.js";
import { writeWhole } from "./lib/write-whole.js";
import { reports, summaryOf, type Report } from "./lint/formats.js";
import { withoutEchoes } from "./lint/merge-echoes.js";
import type { FoundProblem, Problem } from "./lint/problem.js";

// Spectral loads the ruleset by itself, as its command line does.
const rulesetFile = path.join(contractFolder, "lint", "ruleset.js");

/** Loading takes a second; one process needs it once. */
let ruleset: ReturnType<typeof bundler.bundleAndLoadRuleset> | undefined;

/** Spectral counts severities from 0; everything below an error is a warning here. */
const severityNames: Record<number, "error"> = { 0: "error" };

/**
 * Lints a contract.
 *
 * @param folder the folder that holds `openapi.yaml`
 * @returns all problems, each fault once; the contract is clean when there is none
 */
export async function lintContract(folder: string): Promise<readonly Problem[]> {
  progress("Redocly on the source");
  const problems = await lintSource(folder);
  progress("Spectral on the bundle");
  const bundled = await lintBundle(folder).catch((error: unknown) => {
    // A source that is broken has no bundle. Redocly has mostly said why, and that must not be lost.
    if (problems.length === 0) throw error;
    return [];
  });
  progress("");
  const unused = await unusedFiles(folder);
  return withoutEchoes([...problems, ...bundled, ...unused.map(unusedProblem)]);
}

function unusedProblem(file: string): FoundProblem {
  return {
    pointer: [],
    file,
    line: 1,
    column: 1,
    severity: "error",
    rule: "unused-file",
    message: "Nothing refers to this file. Refer to it, or delete it.",
  };
}

/** Redocly on the source files. */
async function lintSource(folder: string): Promise<readonly FoundProblem[]> {
  const root = path.join(folder, "openapi.yaml");
  const run = await runRedocly("lint", root, "--format", "json", "--max-problems", "1000");
  const report = child({ report: parse(run.stdout) }, "report");
  if (!Array.isArray(report["problems"])) {
    throw new Error(`Redocly did not run.\n${run.stderr.trim()}`);
  }
  const sources = new SourceMap(folder);
  return Promise.all(
    list(report["problems"])
      .filter(isNode)
      .map(async (problem): Promise<FoundProblem> => {
        const [location] = list(problem["location"]).filter(isNode);
        const ref = child(location, "source")["ref"];
        const file = typeof ref === "string" ? path.resolve(ref) : root;
        const pointer = location?.["pointer"];
        const parts = typeof pointer === "string" ? pointerParts(pointer) : [];
        const suggestions = texts(list(problem["suggest"]));
        const hint = suggestions.length === 0 ? "" : ` Did you mean ${suggestions.join(" or ")}?`;
        return {
          ...(typeof pointer === "string"
            ? await sources.locateInFile(file, parts)
            : startPosition(location ?? {}, file)),
          pointer: parts,
          severity: problem["severity"] === "warn" ? "warning" : "error",
          rule: String(problem["ruleId"]),
          message: `${String(problem["message"])}${hint}`,
        };
      }),
  );
}

function startPosition(location: Node, file: string): SourceLocation {
  const start = child(location, "start");
  return { file, line: Number(start["line"] ?? 1), column: Number(start["col"] ?? 1) };
}

function pointerParts(pointer: string): string[] {
  return pointer
    .replace(/^#?\//, "")
    .split("/")
    .filter((part) => part !== "")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Spectral on the bundle. */
async function lintBundle(folder: string): Promise<readonly FoundProblem[]> {
  const bundle = await bundleContract(folder);
  const spectral = new spectralCore.Spectral();
  ruleset ??= bundler.bundleAndLoadRuleset(rulesetFile, { fs, fetch });
  spectral.setRuleset(await ruleset);
  const document = new spectralCore.Document(
    JSON.stringify(bundle, null, 2),
    spectralParsers.Json,
    "openapi.json",
  );
  const results = await spectral.run(document);
  const sources = new SourceMap(folder);
  return Promise.all(
    results.map(async (result): Promise<FoundProblem> => ({
      ...(await sources.locate(result.path)),
      pointer: result.path,
      severity: severityNames[result.severity] ?? "warning",
      rule: String(result.code),
      message: result.message,
    })),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const commandLine = {
  command: "npm run spec:lint --",
  summary: "Lints the contract: the source with Redocly, the bundle with Spectral.",
  arguments: [{ name: "FOLDER", description: "folder that holds openapi.yaml (openapi)" }],
  options: {
    format: {
      type: "string",
      value: "NAME",
      default: "text",
      choices: ["text", "json", "github", "sarif", "junit"],
      description: "how problems are reported",
    },
    output: {
      type: "string",
      value: "FILE",
      description: "write the report there; the problems are then shown as text too",
    },
  },
  notes: "Exit code: 1 when there is a problem.",
} as const satisfies CommandLine<OptionTable>;

async function main({ values, positionals }: Given<typeof commandLine.options>): Promise<number> {
  const report = Object.entries<Report>(reports).find(([name]) => name === values.format)?.[1];
  if (report === undefined) throw new Error(`There is no report ${values.format}.`);
  const problems = await lintContract(path.resolve(positionals[0] ?? contractFolder));
  const text = report(problems, process.cwd());
  if (values.output !== undefined) await writeWhole(path.resolve(values.output), `${text}\n`);
  // A report for a program is the only thing on stdout; people read the rest.
  const isShown = values.output === undefined && values.format !== "text";
  if (isShown && text !== "") console.log(text);
  if (!isShown && problems.length > 0) console.error(reports.text(problems, process.cwd()));
  (isShown ? console.error : console.log)(summaryOf(problems));
  return problems.length === 0 ? 0 : 1;
}

runProgram(import.meta.url, commandLine, main);
