import { shellComment, shellLiteral } from "../../lib/escape/shell.js";
import { pictures, timeoutSeconds, tokenVariable, type SampleCall } from "./sample-call.js";
import type { SampleLanguage } from "./sample-language.js";

/**
 * For bash and zsh. Neither the token nor a picture is an argument of a program: others could read it in the
 * list of processes, and a picture is too long. The parentheses keep a terminal open where somebody
 * pastes a sample and it fails.
 */
export const curl = {
  language: "curl",
  label: "curl",
  lang: "Shell",
  comment: "#",
  file: (operationId: string) => `${operationId}.sh`,
  command: (operationId: string) => `bash ${operationId}.sh`,
  source(call: SampleCall) {
    const [first, ...others] = pictures(call);
    const secrets = [
      "the token",
      ...(first === undefined ? [] : [others.length === 0 ? "the picture" : "the pictures"]),
    ];
    const lines = [
      "#!/usr/bin/env bash",
      shellComment(call.summary),
      "(",
      "  set -euo pipefail",
      `  url=${call.server}${call.path}`,
      `  # Pipes keep ${secrets.join(" and ")} out of the list of processes.`,
      "  # Each byte of the token as %XX: any token fits into an address.",
      `  token=$(printf %s "\${${tokenVariable}:?is not set}" |`,
      "    od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g')",
      ...pictures(call).map(
        ({ variable, file }) => `  ${variable}=$(base64 < ${file} | tr -d '\\n')`,
      ),
      "",
      ...optionalFields(call),
    ];
    const options = [
      `--silent --show-error --fail --max-time ${String(timeoutSeconds)} --write-out '\\n'`,
      "--location --max-redirs 0",
      `--config <(printf 'url = "%s?${call.tokenParameter}=%s"' "$url" "$token")`,
      ...call.fields.map((field) => {
        if (field.kind === "text") return `--data-urlencode ${data(field)}`;
        const pipe = field.name === first?.name ? "-" : `<(printf %s "$${field.variable}")`;
        return `--data-urlencode ${field.name}@${pipe}`;
      }),
    ];
    lines.push(
      "  # Follows no redirect, and says so: without --location it would be an empty answer.",
    );
    if (first !== undefined) lines.push(`  printf %s "$${first.variable}" |`);
    const indent = first === undefined ? "  " : "    ";
    lines.push(`${indent}curl ${options.join(` \\\n${indent}  `)}`, ")");
    return `${lines.join("\n")}\n`;
  },
} as const satisfies SampleLanguage;

function optionalFields({ optional }: SampleCall): string[] {
  if (optional.length === 0) return [];
  return ["  # Optional:", ...optional.map((field) => `  #   --data-urlencode ${data(field)}`)];
}

function data({ name, value }: { readonly name: string; readonly value: string }): string {
  return shellLiteral(`${name}=${value}`);
}
