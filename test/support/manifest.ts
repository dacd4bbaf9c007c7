/** The manifests of the packages. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "./run.js";

/** What an import gives under one condition, or, as text, under all. */
export type ExportTarget = string | { readonly [condition: string]: ExportTarget };

/** A `package.json`, as far as the tests read it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly homepage: string;
  readonly bugs: { readonly url: string };
  readonly repository: { readonly type: string; readonly url: string; readonly directory?: string };
  readonly license: string;
  readonly author: string;
  readonly type: string;
  readonly sideEffects: boolean;
  readonly engines: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly main: string;
  readonly module: string;
  readonly types: string;
  readonly typesVersions?: { readonly "*": Readonly<Record<string, readonly string[]>> };
  readonly exports: Readonly<Record<string, ExportTarget>>;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly publishConfig: Readonly<Record<string, unknown>>;
}

/** Reads the manifest of a folder of the repository. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(repositoryRoot, folder, "package.json");
  const manifest: unknown = JSON.parse(await readFile(file, "utf8"));
  if (!isManifest(manifest)) throw new Error(`${file} is not a manifest.`);
  return manifest;
}

/** Its members have the types of a manifest, as far as npm takes it. */
function isManifest(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && "name" in value;
}
