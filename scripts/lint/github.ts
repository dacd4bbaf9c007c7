import type { Problem } from "./problem.js";

/** Commands of GitHub Actions: each shows a problem at its line in a pull request. */
export function githubReport(problems: readonly Problem[]): string {
  return problems
    .map(({ severity, file, line, column, rule, message }) => {
      const properties = { file, line: String(line), col: String(column), title: rule };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
      return `::${severity} ${list.join(",")}::${data(message)}`;
    })
    .join("\n");
}

/** What follows the second pair of colons, up to the end of the line. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A value before it, where a comma and a colon end it. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
