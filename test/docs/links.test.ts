/** Links of the documentation lead to files and headings that there are. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { plainMarkdown } from "../../scripts/docs/plain-markdown.js";
import { headingSlug } from "../../scripts/docs/slug.js";
import { withoutFences } from "../support/guide-blocks.js";
import { repositoryRoot } from "../support/run.js";

const folder = path.join(repositoryRoot, "docs");
const pages = (await readdir(folder, { recursive: true }))
  .filter((file) => file.endsWith(".md") && !file.startsWith(`dist${path.sep}`))
  .sort();

it("finds the pages", () => {
  expect(pages.length).toBeGreaterThan(5);
});

it.each(pages)("%s", async (page) => {
  const file = path.join(folder, page);
  const broken: string[] = [];
  for (const [, link = ""] of withoutCode(await readFile(file, "utf8")).matchAll(
    /\]\((?!https?:|mailto:)([^)\s]+)\)/g,
  )) {
    const [name = "", anchor] = link.split("#");
    const target = name === "" ? file : path.resolve(path.dirname(file), decodeURI(name));
    if (!existsSync(target)) broken.push(link);
    else if (anchor !== undefined && !(await anchorsOf(target)).has(anchor)) broken.push(link);
  }
  expect(broken).toEqual([]);
});

/** Anchors of a page, as GitHub and the site give them. */
async function anchorsOf(file: string): Promise<Set<string>> {
  const slugs = new Set<string>();
  const text = withoutFences(await readFile(file, "utf8"));
  for (const [, heading = ""] of text.matchAll(/^#{1,6} +(.*?)(?: +#+)?$/gm)) {
    headingSlug(plainMarkdown(heading), slugs);
  }
  return slugs;
}

function withoutCode(text: string): string {
  return withoutFences(text).replaceAll(/`[^`\n]*`/g, "");
}
