import { escapeHtml } from "../lib/escape/html.js";
import { oneLine } from "../lib/escape/characters.js";
import type { Problem } from "./problem.js";

/** A report in the XML of JUnit: one case for each file with problems, or one that passed. */
export function junitReport(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  const cases =
    files.length === 0
      ? ['    <testcase classname="spec:lint" name="contract"/>']
      : files.map((file) =>
          testCase(
            file,
            problems.filter((problem) => problem.file === file),
          ),
        );
  const counts = `tests="${String(cases.length)}" failures="${String(files.length)}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="spec:lint" ${counts}>`,
    `  <testsuite name="spec:lint" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

function testCase(file: string, problems: readonly Problem[]): string {
  const failures = problems.map(({ line, column, severity, rule, message }) => {
    const place = `${file}:${String(line)}:${String(column)}`;
    return `      <failure type="${xml(rule)}" message="${xml(message)}">${xml(`${place} ${severity} ${message}`)}</failure>`;
  });
  return [
    `    <testcase classname="spec:lint" name="${xml(file)}" file="${xml(file)}">`,
    ...failures,
    "    </testcase>",
  ].join("\n");
}

/** XML 1.0 has no control characters, not even escaped ones: they are written as in a program. */
function xml(text: string): string {
  return escapeHtml(oneLine(text));
}
