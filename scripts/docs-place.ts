/** Puts a built site among the versions that were published before. `.github/workflows/docs.yml` uses it. */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { versionsPage, versionsRegion } from "./docs/layout.js";
import { ownFolderMark } from "./docs/write-site.js";
import type { CommandLine, Given, OptionTable } from "./lib/command-line.js";
import { runProgram } from "./lib/program.js";
import { hasRegion, replaceRegion } from "./lib/region.js";
import { compareVersions, parseVersion } from "./lib/version.js";

const commandLine = {
  command: "npx tsx scripts/docs-place.ts",
  summary: "Puts a built site among the versions that were published before.",
  options: {
    site: {
      type: "string",
      value: "FOLDER",
      required: true,
      description: 'the built site, as "npm run docs:build" writes it',
    },
    pages: {
      type: "string",
      value: "FOLDER",
      required: true,
      description:
        "what is published: a folder for each version, the site to show first beside them",
    },
    name: {
      type: "string",
      value: "NAME",
      required: true,
      description: '"main", or the tag of a release such as v1.2.3',
    },
  },
} as const satisfies CommandLine<OptionTable>;

/** The folder of what is not released yet. */
const development = "main";

/** What else may stand beside the folders of versions, and stays. */
const kept = [".git", "CNAME"];

/** What is written into the folder of all versions, and no site may have there. */
const written = ["versions.json", ".nojekyll"];

/** What is published. `versions.json` has this form. */
export interface PublishedVersions {
  /** Name of the version at the root. */
  readonly root: string;
  /** Newest first, what is not released yet last. */
  readonly versions: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Puts a site into its folder, and at the root the newest release; what is not released stands there only
 * until there is a release, and a prerelease only until there is anything else. The page of each site
 * that lists the versions gets links to all of them. Folders of other versions are kept.
 *
 * All is made in a copy, which then takes the place of the folder: after a failure, everything is as before.
 *
 * @param name "main", or `v` and a version of Semantic Versioning
 * @throws when the name is another one, or the site is not whole or could cover a version
 */
export async function placeDocs({
  name,
  ...folders
}: {
  readonly site: string;
  readonly pages: string;
  readonly name: string;
}): Promise<PublishedVersions> {
  if (!isVersionFolder(name)) {
    throw new Error(`"${name}" is not the name of a version: give main, or a tag like v1.2.3.`);
  }
  // A link is led to its end: the exchange below is of folders.
  const site = await realPlace(folders.site);
  const pages = await realPlace(folders.pages);
  await checkSite(site);
  expectApart(site, pages);
  const copy = `${pages}.new`;
  const before = `${pages}.old`;
  // An earlier run ended between the two steps of the exchange.
  if (!existsSync(pages) && existsSync(before)) await rename(before, pages);
  await rm(copy, { recursive: true, force: true });
  try {
    if (existsSync(pages)) await cp(pages, copy, { recursive: true, verbatimSymlinks: true });
    else await mkdir(copy, { recursive: true });
    const published = await place(site, copy, name);
    await exchange(pages, copy, before);
    return published;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Where a folder really is, or would be. */
async function realPlace(folder: string): Promise<string> {
  return existsSync(folder) ? realpath(folder) : path.resolve(folder);
}

/** Puts a folder in the place of another one. */
async function exchange(old: string, fresh: string, spare: string): Promise<void> {
  await rm(spare, { recursive: true, force: true });
  if (existsSync(old)) await rename(old, spare);
  await rename(fresh, old);
  await rm(spare, { recursive: true, force: true });
}

async function place(site: string, pages: string, name: string): Promise<PublishedVersions> {
  await rm(path.join(pages, name), { recursive: true, force: true });
  await cp(site, path.join(pages, name), {
    recursive: true,
    filter: (source) => path.basename(source) !== ownFolderMark,
  });
  const entries = await readdir(pages, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const published = publishedVersions(folders);
  for (const entry of entries) {
    if (looksLikeVersion(entry.name) || kept.includes(entry.name)) continue;
    await rm(path.join(pages, entry.name), { recursive: true });
  }
  await cp(path.join(pages, published.root), pages, { recursive: true });
  await writeFile(path.join(pages, "versions.json"), `${JSON.stringify(published, null, 2)}\n`);
  // Without this file, GitHub leaves out names that begin with an underscore.
  await writeFile(path.join(pages, ".nojekyll"), "");
  await listVersions(path.join(pages, versionsPage), versionsList(published, ""));
  for (const version of published.versions) {
    const file = path.join(pages, version.name, versionsPage);
    await listVersions(file, versionsList(published, "../"));
  }
  return published;
}

async function checkSite(site: string): Promise<void> {
  if (!existsSync(path.join(site, "index.html"))) {
    throw new Error(`There is no site in ${site}. Run "npm run docs:build" first.`);
  }
  const reserved = [...kept, ...written];
  const clash = (await readdir(site)).find(
    (name) => looksLikeVersion(name) || reserved.includes(name),
  );
  if (clash !== undefined) {
    throw new Error(`The site has "${clash}" at its root, which is a name of what is published.`);
  }
}

/** A folder cannot be copied into itself. */
function expectApart(site: string, pages: string): void {
  const ways = [path.relative(site, pages), path.relative(pages, site)];
  if (ways.every((way) => way.split(path.sep)[0] === ".." || path.isAbsolute(way))) return;
  throw new Error(`${site} and ${pages} have to be two folders, and none inside the other.`);
}

/** Says which versions the folders are, and which of them is shown first. */
function publishedVersions(folders: readonly string[]): PublishedVersions {
  const releases = folders
    .flatMap((name) => {
      const version = isVersionFolder(name) ? parseVersion(name) : undefined;
      return version === undefined ? [] : [{ name, version }];
    })
    .sort((left, right) => compareVersions(right.version, left.version));
  const whole = releases.find(({ version }) => version.prerelease.length === 0);
  const hasDevelopment = folders.includes(development);
  const names = [...releases.map(({ name }) => name), ...(hasDevelopment ? [development] : [])];
  const root = whole?.name ?? (hasDevelopment ? development : names[0]);
  if (root === undefined) throw new Error("There is no version.");
  return { root, versions: names.map((name) => ({ name, path: `${name}/` })) };
}

function isVersionFolder(name: string): boolean {
  return name === development || (name.startsWith("v") && parseVersion(name) !== undefined);
}

/** Also odd ones, that somebody may have put there by hand. */
function looksLikeVersion(name: string): boolean {
  return name === development || /^v\d/.test(name);
}

/** Writes the links to all versions into the page that a site has for them. */
async function listVersions(file: string, versions: string): Promise<void> {
  const page = existsSync(file) ? await readFile(file, "utf8") : "";
  if (hasRegion(page, versionsRegion)) {
    await writeFile(file, replaceRegion(page, versionsRegion, versions));
    return;
  }
  // Somebody made this site otherwise. That must not stop all others.
  console.warn(`${file} has no list of versions. It stays as it is.`);
}

function versionsList({ root, versions }: PublishedVersions, toRoot: string): string {
  const items = versions.map(({ name, path: folder }) => {
    const notes = [
      ...(name === development ? ["what is not released yet"] : []),
      ...(name === root ? [`also <a href="${toRoot}index.html">at the root</a>`] : []),
    ];
    const note = notes.length === 0 ? "" : `: ${notes.join(", ")}`;
    return `<li><a href="${toRoot}${folder}index.html">${name}</a>${note}</li>`;
  });
  return `<ul>\n${items.join("\n")}\n</ul>`;
}

async function main({ values }: Given<typeof commandLine.options>): Promise<number> {
  // None of them is missing here, which the compiler cannot know.
  const { site = "", pages = "", name = "" } = values;
  const { root, versions } = await placeDocs({ site, pages, name });
  console.log(`Placed ${name} in ${pages}. At the root is ${root}.`);
  console.log(`Versions: ${versions.map((version) => version.name).join(", ")}.`);
  return 0;
}

runProgram(import.meta.url, commandLine, main);
