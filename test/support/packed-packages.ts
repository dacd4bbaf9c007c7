/**
 * The packages as a user gets them: packed, and installed into a folder outside the repository. The
 * network is not needed: what they depend on is packed from this installation.
 */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readManifest } from "./manifest.js";
import { repositoryRoot, run } from "./run.js";

/** The packages that are published, by the names of their folders. */
export const packageNames = ["options", "openapi", "types", "client", "documents", "mock"] as const;

/** What the client needs from npm. */
const clientNeeds = ["openapi-fetch", "openapi-typescript-helpers"];

/** A folder with the packages in its `node_modules`. */
export interface Installation {
  readonly folder: string;
  /** Path of the tarball of each package, by its whole name. */
  readonly tarballs: ReadonlyMap<string, string>;
  readonly remove: () => Promise<void>;
}

/** Packs the packages and installs them into a folder of its own. */
export async function installPackages(): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), "packages-"));
  const packed = path.join(folder, "packed");
  await mkdir(packed);
  const tarballs = new Map<string, string>();
  for (const name of packageNames) {
    tarballs.set(`@aisolution/${name}`, await pack(`./packages/${name}`, packed));
  }
  const installed = new Map(tarballs);
  for (const name of clientNeeds) installed.set(name, await pack(`./node_modules/${name}`, packed));
  installed.delete("@aisolution/mock");
  await writeFile(
    path.join(folder, "package.json"),
    JSON.stringify({
      name: "consumer",
      private: true,
      type: "module",
      dependencies: Object.fromEntries(
        [...installed].map(([name, file]) => [name, `file:${file}`]),
      ),
    }),
  );
  await succeed(
    "npm",
    ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"],
    folder,
  );
  await addMock(folder, tarballs.get("@aisolution/mock") ?? "");
  return { folder, tarballs, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** @returns path of the tarball */
export async function pack(source: string, target: string): Promise<string> {
  const parameters = ["pack", source, "--ignore-scripts", "--pack-destination", target];
  const name = await succeed("npm", parameters, repositoryRoot);
  return path.join(target, name.trim());
}

/** @returns the paths of the files in a tarball, from the folder of the package */
export async function filesOf(tarball: string): Promise<readonly string[]> {
  const listed = await succeed("tar", ["-tzf", tarball], repositoryRoot);
  return listed
    .trim()
    .split("\n")
    .map((file) => file.replace(/^package\//, ""));
}

/** Prism brings hundreds of packages: they are linked and not packed. */
async function addMock(folder: string, tarball: string): Promise<void> {
  const target = path.join(folder, "node_modules/@aisolution/mock");
  await mkdir(target);
  await succeed("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"], folder);
  const { dependencies = {} } = await readManifest("packages/mock");
  for (const name of Object.keys(dependencies)) {
    if (!name.startsWith("@aisolution/")) await link(folder, name);
  }
}

/** Makes a package of the repository, or of a folder of it, known to the installation. */
export async function link(folder: string, name: string, from = "."): Promise<void> {
  const target = path.join(folder, "node_modules", name);
  await mkdir(path.dirname(target), { recursive: true });
  await symlink(path.join(repositoryRoot, from, "node_modules", name), target);
}

async function succeed(
  program: string,
  parameters: readonly string[],
  cwd: string,
): Promise<string> {
  const { exitCode, stdout, stderr } = await run(program, parameters, { cwd });
  if (exitCode !== 0) throw new Error(`${program} ended with ${String(exitCode)}: ${stderr}`);
  return stdout;
}
