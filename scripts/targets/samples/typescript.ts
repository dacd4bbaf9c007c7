import { scriptComment, scriptLiteral } from "../../lib/escape/script.js";
import { members } from "./javascript.js";
import { missingToken, pictures, tokenVariable, type SampleCall } from "./sample-call.js";
import type { SampleLanguage } from "./sample-language.js";

/** With the client of this repository. */
export const typescript = {
  language: "typescript",
  label: "TypeScript client",
  lang: "TypeScript",
  comment: "//",
  file: (operationId: string) => `${operationId}.ts`,
  command: (operationId: string) => `npx tsx ${operationId}.ts`,
  source(call: SampleCall) {
    const lines = [
      scriptComment(call.summary),
      `import { createClient } from "@aisolution/client";`,
      ...(pictures(call).length === 0
        ? []
        : [`import { fromFile } from "@aisolution/client/node";`]),
      "",
      `const token = process.env.${tokenVariable};`,
      `if (!token) throw new Error(${scriptLiteral(missingToken)});`,
      "",
      `const client = createClient({ token, baseUrl: ${scriptLiteral(call.server)} });`,
      `const { data, error } = await client.${call.family}.${call.operationId}({`,
      ...members(call, (file) => `fromFile(${file})`),
      "});",
      "if (error) {",
      "  console.log(error.status ?? error.name);",
      "  console.error(error.message);",
      "  process.exitCode = 1;",
      "} else {",
      `  console.log(${scriptLiteral(call.success)});`,
      "  console.log(data);",
      "}",
    ];
    return `${lines.join("\n")}\n`;
  },
} as const satisfies SampleLanguage;
