/** The forms in which problems are reported: for people, for programs, and for the pages of CI services. */
import path from "node:path";
import { oneLine } from "../lib/escape/characters.js";
import { githubReport } from "./github.js";
import { junitReport } from "./junit.js";
import type { Problem } from "./problem.js";
import { sarifReport } from "./sarif.js";

/** Writes a report. The paths of files are relative to a folder. */
export type Report = (problems: readonly Problem[], from: string) => string;

/** One line for each problem: `file:line:column severity rule message`. */
export function formatProblem(problem: Problem, from: string): string {
  const { line, column, severity, rule, message } = problem;
  const place = `${relativeFile(problem, from)}:${String(line)}:${String(column)}`;
  return `${place}  ${severity}  ${rule}  ${oneLine(message)}`;
}

/** The path of a file with slashes, as addresses have it. */
export function relativeFile({ file }: Problem, from: string): string {
  return path.relative(from, file).split(path.sep).join("/");
}

/** How many errors and warnings there are, as a sentence. */
export function summaryOf(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return `${String(errors)} errors, ${String(problems.length - errors)} warnings.`;
}

/** All forms, by the names that `--format` takes. */
export const reports = {
  text: (problems, from) => problems.map((problem) => formatProblem(problem, from)).join("\n"),
  json: (problems, from) =>
    JSON.stringify(
      problems.map((problem) => ({ ...problem, file: relativeFile(problem, from) })),
      null,
      2,
    ),
  github: (problems, from) => githubReport(withRelativeFiles(problems, from)),
  sarif: (problems, from) => sarifReport(withRelativeFiles(problems, from)),
  junit: (problems, from) => junitReport(withRelativeFiles(problems, from)),
} as const satisfies Readonly<Record<string, Report>>;

function withRelativeFiles(problems: readonly Problem[], from: string): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, file: relativeFile(problem, from) }));
}
