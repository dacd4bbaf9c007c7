import { scriptComment, scriptKey, scriptLiteral } from "../../lib/escape/script.js";
import {
  failureComment,
  missingToken,
  noJson,
  pictures,
  timeoutSeconds,
  tokenVariable,
  type SampleCall,
} from "./sample-call.js";
import type { SampleLanguage } from "./sample-language.js";

/** For Node 20 and later, Deno and Bun, without a package. */
export const javascript = {
  language: "javascript",
  label: "JavaScript",
  lang: "JavaScript",
  comment: "//",
  file: (operationId: string) => `${operationId}.mjs`,
  command: (operationId: string) => `node ${operationId}.mjs`,
  source(call: SampleCall) {
    const lines = [
      scriptComment(call.summary),
      ...(pictures(call).length === 0 ? [] : [`import { readFile } from "node:fs/promises";`, ""]),
      `const token = process.env.${tokenVariable};`,
      `if (!token) throw new Error(${scriptLiteral(missingToken)});`,
      "",
      "const form = new URLSearchParams({",
      ...members(call, (file) => `await readFile(${file}, "base64")`),
      "});",
      `const query = new URLSearchParams({ ${member(call.tokenParameter, "token")} });`,
      `const response = await fetch(\`${call.server}${call.path}?\${query}\`, {`,
      `  method: "POST",`,
      // By itself, fetch would add a charset, which no documented call has.
      `  headers: { "Content-Type": ${scriptLiteral(call.contentType)} },`,
      "  body: form,",
      // The token and the pictures are for this address alone.
      `  redirect: "manual",`,
      `  signal: AbortSignal.timeout(${String(timeoutSeconds)}_000),`,
      "});",
      "if (!response.ok) throw new Error(`HTTP ${response.status}`);",
      "",
      "const { status, message } = await response.json().catch(() => {",
      `  throw new Error(${scriptLiteral(noJson)});`,
      "});",
      "console.log(status);",
      `if (status === ${scriptLiteral(call.success)}) {`,
      "  console.log(message);",
      "} else {",
      `  // ${failureComment}`,
      "  console.error(message);",
      "  process.exitCode = 1;",
      "}",
    ];
    return `${lines.join("\n")}\n`;
  },
} as const satisfies SampleLanguage;

/** The fields as members of an object, each on a line of its own. */
export function members(
  { fields, optional }: SampleCall,
  picture: (file: string) => string,
): string[] {
  return [
    ...fields.map((field) => {
      const value =
        field.kind === "picture" ? picture(scriptLiteral(field.file)) : scriptLiteral(field.value);
      return `  ${member(field.name, value)},`;
    }),
    ...(optional.length === 0 ? [] : ["  // Optional:"]),
    ...optional.map(({ name, value }) => `  // ${member(name, scriptLiteral(value))},`),
  ];
}

function member(name: string, value: string): string {
  return name === value ? name : `${scriptKey(name)}: ${value}`;
}
