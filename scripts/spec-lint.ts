/**
 * Lints the contract: Redocly on the source files, then Spectral with our own functions and the
 * OWASP rules on the bundle. Every problem is shown at its place in the source.
 */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import spectralCore from "@stoplight/spectral-core";
import spectralParsers from "@stoplight/spectral-parsers";
import bundler from "@stoplight/spectral-ruleset-bundler/with-loader";
import { child, isNode, list } from "../openapi/lint/document.js";
import { bundleContract } from "./lib/bundle.js";
import { contractFolder } from "./lib/paths.js";
import { progress, runProgram } from "./lib/program.js";
import { texts, type Node } from "./lib/reader.js";
import { runRedocly } from "./lib/redocly.js";
import { SourceMap, type SourceLocation } from "./lib/source-location.js";
import { unusedFiles } from "./lib/unused-files.js";

// Spectral loads the ruleset by itself, as its command line does.
const rulesetFile = path.join(contractFolder, "lint", "ruleset.js");

/** Loading takes a second; one process needs it once. */
let ruleset: ReturnType<typeof bundler.bundleAndLoadRuleset> | undefined;

/** Spectral counts severities from 0; everything below an error is a warning here. */
const severityNames: Record<number, "error"> = { 0: "error" };

/** A problem of the contract. */
export interface Problem extends SourceLocation {
  readonly severity: "error" | "warning";
  readonly rule: string;
  readonly message: string;
}

/**
 * Lints a contract.
 *
 * @param folder the folder that holds `openapi.yaml`
 * @returns all problems; the contract is clean when there is none
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
  return [...problems, ...bundled, ...unused.map(unusedProblem)];
}

function unusedProblem(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    severity: "error",
    rule: "unused-file",
    message: "Nothing refers to this file. Refer to it, or delete it.",
  };
}

/** Redocly on the source files. */
async function lintSource(folder: string): Promise<readonly Problem[]> {
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
      .map(async (problem): Promise<Problem> => {
        const [location] = list(problem["location"]).filter(isNode);
        const ref = child(location, "source")["ref"];
        const file = typeof ref === "string" ? path.resolve(ref) : root;
        const pointer = location?.["pointer"];
        const suggestions = texts(list(problem["suggest"]));
        const hint = suggestions.length === 0 ? "" : ` Did you mean ${suggestions.join(" or ")}?`;
        return {
          ...(typeof pointer === "string"
            ? await sources.locateInFile(file, pointerParts(pointer))
            : startPosition(location ?? {}, file)),
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
async function lintBundle(folder: string): Promise<readonly Problem[]> {
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
    results.map(async (result): Promise<Problem> => ({
      ...(await sources.locate(result.path)),
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

/** One line for each problem: `file:line:column severity rule message`. */
export function formatProblem(problem: Problem, from: string): string {
  const place = `${path.relative(from, problem.file)}:${String(problem.line)}:${String(problem.column)}`;
  return `${place}  ${problem.severity}  ${problem.rule}  ${problem.message}`;
}

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const problems = await lintContract(path.resolve(positionals[0] ?? contractFolder));
  for (const problem of problems) console.error(formatProblem(problem, process.cwd()));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  console.log(`${String(errors)} errors, ${String(problems.length - errors)} warnings.`);
  return problems.length === 0 ? 0 : 1;
}

runProgram(import.meta.url, main);
