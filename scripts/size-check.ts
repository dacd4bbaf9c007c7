/**
 * Holds what users bundle against its budget. An own program and not `size-limit`: that would bring a
 * second esbuild, and cannot say which modules must stay out.
 */
import { measureBundle } from "./lib/bundle-size.js";
import type { CommandLine, OptionTable } from "./lib/command-line.js";
import { runProgram } from "./lib/program.js";
import { sizeProblems, type SizeRule } from "./lib/size-rules.js";

/** The budgets. They keep the client from growing; decision 0015 says what `createClient` spends. */
export const sizeRules: readonly SizeRule[] = [
  {
    name: "createClient",
    code: 'export { createClient } from "@aisolution/client";',
    maxGzipBytes: 11_776,
    without: [],
  },
  {
    name: "One operation with one picture",
    code: `
      import { createClient } from "@aisolution/client";
      const client = createClient({ token: "TOKEN" });
      export const read = (img) => client.identityCard.recognizeGermanIdCard({ img });
    `,
    maxGzipBytes: 11_776,
    without: [
      "packages/client/dist/callback/",
      "packages/client/dist/node/",
      "packages/client/dist/sharp/",
      "packages/client/dist/recognize-many.",
      "packages/client/dist/seeded-random.",
      "packages/client/dist/wait-for-whatsapp-detail.",
      "packages/documents/",
    ],
  },
];

const commandLine = {
  command: "npm run size --",
  summary: "Holds what users bundle against its budget.",
  options: {},
} as const satisfies CommandLine<OptionTable>;

async function main(): Promise<number> {
  const problems: string[] = [];
  for (const rule of sizeRules) {
    const bundle = await measureBundle(rule.code);
    console.log(
      `${rule.name}: ${String(bundle.gzipBytes)} bytes gzip of ${String(rule.maxGzipBytes)}`,
    );
    problems.push(...sizeProblems(rule, bundle));
  }
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
}

runProgram(import.meta.url, commandLine, main);
