/** The whole site in memory, by paths from its root. */
import path from "node:path";
import type { Catalogue } from "@aisolution/openapi";
import { errorText } from "../lib/error-text.js";
import { readNode, readText, type Node } from "../lib/reader.js";
import { region } from "../lib/region.js";
import type { GeneratedFile } from "../lib/target.js";
import { codeSamples } from "../targets/samples.js";
import { noteIds, readApiNotes } from "./api-notes.js";
import { buildAssets } from "./assets.js";
import { contractForReaders } from "./contract-for-readers.js";
import { downloadsFrom, downloadsPage, type Download } from "./downloads.js";
import { escapeHtml } from "../lib/escape/html.js";
import {
  barHtml,
  pageHtml,
  versionsPage,
  versionsRegion,
  type MenuGroup,
  type PageContent,
  type SiteFrame,
} from "./layout.js";
import { llmsFullText, llmsText } from "./llms-text.js";
import { renderMarkdown, type RenderedPage } from "./markdown.js";
import { operationList } from "./operation-list.js";
import { pageAddress } from "./page-address.js";
import { sourcePages, type SourcePage } from "./pages.js";
import { referencePage } from "./reference-address.js";
import { finishPage } from "./redoc-page.js";
import { searchEntries } from "./search-entries.js";
import { siteLinks } from "./site-link.js";

/** What the site is made from. */
export interface SiteInput {
  readonly bundle: Node;
  readonly catalogue: Catalogue;
  /** What the targets made from the two. */
  readonly generated: readonly GeneratedFile[];
  /** The Markdown page on the changes of the contract. */
  readonly changelog: string;
  /** Reads a file of the repository. */
  read(file: string): Promise<string>;
  /** Makes the page of Redoc. */
  renderRedoc(contract: Node): Promise<string>;
  /** A script for all pages, where they are served to somebody who edits them. */
  readonly extraScript?: string;
}

/** The files of the site. */
export type Site = ReadonlyMap<string, string | Uint8Array>;

interface Page {
  readonly url: string;
  readonly group: string;
  readonly page: RenderedPage;
}

const notesSource = "docs/api-notes.md";

/**
 * Makes the site.
 *
 * @throws when a page has a fault; the message begins with the page
 */
export async function makeSite(input: SiteInput): Promise<Site> {
  const { bundle, catalogue } = input;
  const downloads = downloadsFrom(input.generated);
  const pages = [
    ...(await Promise.all(sourcePages.map((page) => readPage(input, page)))),
    {
      url: pageAddress.changelog,
      group: "Reference",
      page: renderMarkdown(input.changelog, { link: (href) => href }),
    },
    {
      url: pageAddress.downloads,
      group: "Reference",
      page: renderMarkdown(downloadsPage(downloads), { link: (href) => href }),
    },
  ];
  const info = readNode(bundle, "info", "contract");
  const extra = input.extraScript === undefined ? {} : { extraScript: input.extraScript };
  const frame: SiteFrame = {
    name: readText(info, "title", "info"),
    version: readText(info, "version", "info"),
    menu: menuOf(pages),
    ...extra,
  };
  const entries = searchEntries(
    catalogue,
    pages.map(({ url, group, page }) => ({
      url,
      kind: group === "Guides" ? "Guide" : "Page",
      page,
    })),
  );
  const assets = await buildAssets(entries);
  const notes = readApiNotes(await input.read(notesSource));
  const contract = contractForReaders({
    bundle,
    catalogue,
    notes,
    samples: (operation) => codeSamples(operation, catalogue),
  });
  const reference = finishPage(await input.renderRedoc(contract), {
    title: `Reference · ${frame.name}`,
    description: readText(info, "summary", "info"),
    style: assets.referenceStyle,
    bar: barHtml(frame, referencePage, { colours: false }),
    scripts: [assets.searchEntries, assets.referenceProgram],
    ...extra,
  });
  return new Map([
    ...pages.map((page) => [page.url, framed(frame, page, catalogue)] as const),
    [referencePage, reference],
    [versionsPage, pageHtml(frame, versionsContent(frame))],
    ["assets/site.css", assets.style],
    ["assets/site.js", assets.program],
    ["assets/search-entries.js", assets.searchEntries],
    ...downloads.map(({ url, content }) => [url, content] as const),
    ...textsForModels(input, pages, downloads),
  ]);
}

/** The list of versions is known only where the site is published: see scripts/docs-place.ts. */
function versionsContent({ name, version }: SiteFrame): PageContent {
  const title = "Other versions";
  const description = `This is the documentation of ${name} ${version}.`;
  const list = region(versionsRegion, "<p>The published site lists the others here.</p>");
  const html = `<h1>${title}</h1>\n<p>${escapeHtml(description)}</p>\n${list}\n`;
  return { url: versionsPage, title, description, html, headings: [] };
}

async function readPage(input: SiteInput, { source, output, group }: SourcePage): Promise<Page> {
  const markdown = await input.read(source);
  try {
    const link = siteLinks(input.catalogue, source, output);
    const page =
      source === notesSource
        ? renderMarkdown(markdown, { link, rowAnchors: noteIds(markdown) })
        : renderMarkdown(markdown, { link });
    return { url: output, group, page };
  } catch (error) {
    throw new Error(`${source}: ${faultOf(error)}`, { cause: error });
  }
}

/** The parser adds a request to report it to a message, but the fault is the page's. */
function faultOf(error: unknown): string {
  return errorText(error).replace(/\nPlease report this to [^\n]*$/, "");
}

/** The menu has the pages by their groups; the start page and the reference come first in theirs. */
function menuOf(pages: readonly Page[]): readonly MenuGroup[] {
  const groups = new Set(pages.map(({ group }) => group).filter((group) => group !== ""));
  return [...groups].map((title) => ({
    title,
    items: [
      ...(title === "Guides" ? [{ title: "Start page", url: "index.html" }] : []),
      ...(title === "Reference" ? [{ title: "API reference", url: referencePage }] : []),
      ...pages
        .filter(({ group }) => group === title)
        .map(({ url, page }) => ({ url, title: page.title })),
    ],
  }));
}

function framed(frame: SiteFrame, { url, page }: Page, catalogue: Catalogue): string {
  const html = url === "index.html" ? page.html + operationList(catalogue) : page.html;
  return pageHtml(frame, { ...page, url, html });
}

function textsForModels(
  { catalogue, generated }: SiteInput,
  pages: readonly Page[],
  downloads: readonly Download[],
): readonly (readonly [string, string])[] {
  const guides = pages
    .filter(({ group }) => group === "Guides")
    .map(({ url, page }) => ({ path: url, title: page.title, description: page.description }));
  const files = downloads.map(({ url, title, description }) => ({ path: url, title, description }));
  return [
    ["llms.txt", llmsText(catalogue, guides, files)],
    ["llms-full.txt", llmsFullText(catalogue)],
    ...generated
      .filter((file) => file.path.startsWith("docs/operations/"))
      .map((file) => [`operations/${path.posix.basename(file.path)}`, file.text] as const),
  ];
}
