import type { Problem } from "./problem.js";

/** A log in SARIF 2.1.0, which code scanning of GitHub and many editors read. The paths are relative to the root. */
export function sarifReport(problems: readonly Problem[]): string {
  const rules = [...new Set(problems.map(({ rule }) => rule))];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "spec:lint",
            informationUri: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html",
            rules: rules.map((id) => ({ id })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { ROOT: { description: { text: "Root of the repository." } } },
        results: problems.map(({ severity, rule, message, file, line, column }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: severity,
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: fileUri(file), uriBaseId: "ROOT" },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

/** A relative reference (RFC 3986): a colon in its first segment would begin a scheme, so each segment is encoded. */
function fileUri(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
