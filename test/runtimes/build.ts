/** Puts the suite into a folder, for all runtimes. */
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { repositoryRoot } from "../support/run.js";

/** Packages that the suite needs, by name, with their folders in the repository. */
const packages = {
  "@aisolution/client": "packages/client",
  "@aisolution/options": "packages/options",
  "@aisolution/types": "packages/types",
  "openapi-fetch": "node_modules/openapi-fetch",
} as const;

/**
 * Writes a folder outside the repository: the suite as a program with the packages beside it, as a user
 * has them; and the suite with all packages in one file, as a bundler makes it for browsers and workers.
 *
 * @returns the folder
 */
export async function buildSuite(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "runtimes-"));
  for (const [name, source] of Object.entries(packages)) {
    const target = path.join(folder, "node_modules", name);
    await mkdir(target, { recursive: true });
    for (const part of ["package.json", "dist"]) {
      await cp(path.join(repositoryRoot, source, part), path.join(target, part), {
        recursive: true,
      });
    }
  }
  await writeFile(
    path.join(folder, "package.json"),
    JSON.stringify({ type: "module", dependencies: { "@aisolution/client": "*" } }),
  );
  const shared = {
    absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
    bundle: true,
    format: "esm",
    logLevel: "silent",
    outdir: folder,
    target: "es2022",
  } as const;
  await build({
    ...shared,
    entryPoints: ["command-line.ts"],
    packages: "external",
    platform: "node",
  });
  await build({
    ...shared,
    entryPoints: ["suite.ts", "edge-worker.ts", "web-worker.ts"],
    // Needs a file system: its import fails where there is none.
    external: ["@aisolution/client/node"],
  });
  return folder;
}
