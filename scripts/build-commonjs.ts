/**
 * Writes the CommonJS form of the packages beside the ES modules that tsc wrote: `dist/commonjs`, module by
 * module. It is for programs that cannot load an ES module by `require`: Jest, TypeScript that emits CommonJS,
 * and Node before 22.12 (docs/decisions/0016-commonjs.md).
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { transform } from "esbuild";
import { UsageError, type CommandLine, type Given, type OptionTable } from "./lib/command-line.js";
import { repositoryRoot } from "./lib/paths.js";
import { runProgram } from "./lib/program.js";

/** The packages that are compiled. `@aisolution/openapi` is generated in both forms. */
const packages = ["options", "types", "client", "documents", "mock"] as const;

/** Modules that nobody can or need `require`: Vitest is an ES module itself, the other is a program. */
const importedOnly = new Set(["mock/vitest", "mock/cli"]);

const commandLine = {
  command: "npx tsx scripts/build-commonjs.ts",
  summary: "Writes the CommonJS form of the packages, beside the ES modules that tsc wrote.",
  arguments: [{ name: "PACKAGE", description: `one of ${packages.join(", ")}; all by default` }],
  options: {},
} as const satisfies CommandLine<OptionTable>;

async function main({ positionals }: Given<typeof commandLine.options>): Promise<number> {
  const [chosen] = positionals;
  const names = packages.filter((name) => chosen === undefined || name === chosen);
  if (names.length === 0) {
    throw new UsageError(`PACKAGE must be one of ${packages.join(", ")}.`);
  }
  for (const name of names) await writeCommonJs(name);
  return 0;
}

async function writeCommonJs(name: string): Promise<void> {
  const source = path.join(repositoryRoot, "packages", name, "dist");
  const target = path.join(source, "commonjs");
  await rm(target, { recursive: true, force: true });
  const files = await readdir(source, { recursive: true });
  await mkdir(target);
  // Without it, the files would be ES modules, as the rest of the package. Bundlers read both members here too.
  await writeFile(
    path.join(target, "package.json"),
    `${JSON.stringify({ type: "commonjs", sideEffects: false })}\n`,
  );
  for (const file of files) {
    const module = `${name}/${file.replaceAll(path.sep, "/").replace(/(\.d)?\.[a-z]+$/, "")}`;
    if (importedOnly.has(module)) continue;
    // Declarations and data are the same text: they are of CommonJS by the folder in which they stand.
    if (/\.(d\.ts|json)$/.test(file)) await cp(path.join(source, file), path.join(target, file));
    if (file.endsWith(".js")) {
      const code = await toCommonJs(await readFile(path.join(source, file), "utf8"));
      await mkdir(path.dirname(path.join(target, file)), { recursive: true });
      await writeFile(path.join(target, file), code);
    }
  }
}

/** @param code an ES module */
export async function toCommonJs(code: string): Promise<string> {
  // A module is strict by itself, a script is not.
  const banner = ['"use strict";'];
  if (code.includes("import.meta.url")) {
    banner.push('const ownUrl = require("node:url").pathToFileURL(__filename).href;');
  }
  const result = await transform(code, {
    banner: banner.join("\n"),
    define: { "import.meta.url": "ownUrl" },
    format: "cjs",
    platform: "node",
    // Jest has no `import()` in its usual mode.
    supported: { "dynamic-import": false },
    target: "node20.19",
  });
  return result.code;
}

runProgram(import.meta.url, commandLine, main);
