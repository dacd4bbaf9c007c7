/** The site on disk, in a folder of its own. */
import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "../lib/write-whole.js";
import type { Site } from "./site.js";

/** Says that the next build may replace everything in the folder. It is no part of what is published. */
export const ownFolderMark = ".docs-build";

const MARK_TEXT =
  "Built by `npm run docs:build`. The next build replaces everything in this folder.\n";

/**
 * Sees that a folder is not there, or is empty, or holds an earlier build.
 *
 * @throws when something else is in it: a build would delete that
 */
export async function expectOwnFolder(folder: string): Promise<void> {
  if (!existsSync(folder) || existsSync(path.join(folder, ownFolderMark))) return;
  if ((await readdir(folder)).length === 0) return;
  throw new Error(
    `${folder} has files in it that are no earlier build of the documentation. Choose an empty folder.`,
  );
}

/**
 * Writes the site, and then removes what else is in the folder: pages of an earlier build, and halves of one
 * that was interrupted. Each file is a whole one at all times.
 *
 * @throws as {@link expectOwnFolder} does, before anything is written
 */
export async function writeSite(site: Site, folder: string): Promise<void> {
  await expectOwnFolder(folder);
  // First of all: what an interrupted build leaves is known as such.
  await writeWhole(path.join(folder, ownFolderMark), MARK_TEXT);
  for (const [name, content] of site) await writeWhole(path.join(folder, name), content);
  await removeStrangers(folder, new Set([...site.keys(), ownFolderMark]));
}

async function removeStrangers(folder: string, known: ReadonlySet<string>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.reverse()) {
    const place = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, place).split(path.sep).join("/");
    if (!entry.isDirectory()) {
      if (!known.has(name)) await rm(place, { force: true });
    } else if ((await readdir(place)).length === 0) await rmdir(place);
  }
}
