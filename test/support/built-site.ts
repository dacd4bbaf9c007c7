/** The documentation, built into a temporary folder. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildDocs } from "../../scripts/docs-build.js";

/** A built site. */
export interface BuiltSite {
  readonly folder: string;
  /** Paths of all files, with slashes, from the root of the site. */
  readonly files: readonly string[];
  /** Texts of the HTML pages by their paths. */
  readonly pages: ReadonlyMap<string, string>;
  /** Deletes it, and everything else in its temporary folder. */
  remove(): Promise<void>;
}

/** Builds the site as `npm run docs:build` does. */
export async function buildSite(): Promise<BuiltSite> {
  const temporary = await mkdtemp(path.join(tmpdir(), "docs-test-"));
  const folder = await buildDocs({ folder: path.join(temporary, "site") });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .sort();
  const pages = new Map<string, string>();
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    pages.set(file, await readFile(path.join(folder, file), "utf8"));
  }
  return {
    folder,
    files,
    pages,
    remove: () => rm(temporary, { recursive: true, force: true }),
  };
}
