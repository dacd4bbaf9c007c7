/** The frame of a page: head, bar, menu, contents. */
import { createHash } from "node:crypto";
import path from "node:path";
import { colorModeKey } from "./color-mode-key.js";
import { escapeHtml } from "../lib/escape/html.js";
import type { Heading } from "./markdown.js";
import { pageAddress } from "./page-address.js";

/** A line of the menu. */
export interface MenuItem {
  readonly title: string;
  /** From the root of the site. */
  readonly url: string;
}

/** A part of the menu. */
export interface MenuGroup {
  readonly title: string;
  readonly items: readonly MenuItem[];
}

/** What is the same on all pages. */
export interface SiteFrame {
  /** Name of the API. */
  readonly name: string;
  /** Version of the contract. */
  readonly version: string;
  readonly menu: readonly MenuGroup[];
  /** A script for the page, where it is served for somebody who edits it. */
  readonly extraScript?: string;
}

/** What is this page's own. */
export interface PageContent {
  /** From the root of the site. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** Sets the colours before anything is drawn, as Redoc does: system first, then the reader's choice. */
const COLOUR_SCRIPT =
  `try{var m=localStorage.getItem(${JSON.stringify(colorModeKey)});if(m==="light"||m==="dark")document.documentElement.classList.add(m);` +
  'else if(matchMedia("(prefers-color-scheme: dark)").matches)document.documentElement.classList.add("dark")}catch(e){}';

/** The page that lists all versions of the documentation. */
export const versionsPage = "versions.html";

/** The region of that page which `scripts/docs-place.ts` fills where the site is published. */
export const versionsRegion = "versions";

/** The links of the bar. */
const BAR: readonly MenuItem[] = [
  { title: "Guides", url: "guides/quick-start.html" },
  { title: "Reference", url: "reference.html" },
  { title: "Notes", url: pageAddress.notes },
  { title: "Changes", url: pageAddress.changelog },
  { title: "Downloads", url: pageAddress.downloads },
];

/** A whole page. It loads a style and a program from `assets/`, and nothing else. */
export function pageHtml(frame: SiteFrame, page: PageContent): string {
  const root = rootFrom(page.url);
  const title = page.title === frame.name ? page.title : `${page.title} · ${frame.name}`;
  return `<!DOCTYPE html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(frame)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(page.description)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/site.css">
<script>${COLOUR_SCRIPT}</script>
</head>
<body class="site">
${barHtml(frame, page.url)}
<div class="page">
${menuHtml(frame, page.url)}
<main id="main" tabindex="-1">
${page.html}${nextHtml(frame, page.url)}</main>
${contentsHtml(page.headings)}
</div>
<footer class="about">${escapeHtml(frame.name)}, contract ${escapeHtml(frame.version)}. <a href="${root}${versionsPage}">Other versions</a></footer>
<script src="${root}assets/site.js"></script>
${frame.extraScript === undefined ? "" : `<script>${frame.extraScript}</script>\n`}</body>
</html>
`;
}

/** The bar at the top of every page. The buttons are shown when the page's program has started. */
export function barHtml(frame: SiteFrame, url: string, options = { colours: true }): string {
  const root = rootFrom(url);
  const current = BAR.findLast((item) => item.url === url || isGuide(item.url, url));
  const links = BAR.map(
    (item) => `<a href="${root}${item.url}"${mark(item === current)}>${item.title}</a>`,
  );
  return `<a class="skip" href="#main">Skip to the text</a>
<header class="bar">
<a class="brand" href="${root}index.html">${escapeHtml(frame.name)}</a>
<nav aria-label="Site">${links.join("\n")}</nav>
<span class="fill"></span>
<button type="button" data-search hidden>Search<kbd>Ctrl K</kbd></button>
${options.colours ? '<button type="button" data-colours hidden>Dark</button>\n' : ""}</header>`;
}

/** The way from a page to the root: empty, or `../`. */
export function rootFrom(url: string): string {
  return "../".repeat(url.split("/").length - 1);
}

function isGuide(item: string, url: string): boolean {
  return path.posix.dirname(item) !== "." && path.posix.dirname(item) === path.posix.dirname(url);
}

function mark(isCurrent: boolean): string {
  return isCurrent ? ' aria-current="page"' : "";
}

function menuHtml({ menu }: SiteFrame, url: string): string {
  const root = rootFrom(url);
  const groups = menu.map(({ title, items }) => {
    const lines = items.map(
      (item) =>
        `<li><a href="${root}${item.url}"${mark(item.url === url)}>${escapeHtml(item.title)}</a></li>`,
    );
    return `<h2>${escapeHtml(title)}</h2>\n<ul>\n${lines.join("\n")}\n</ul>`;
  });
  return `<nav class="menu" id="menu" aria-label="Pages">\n${groups.join("\n")}\n</nav>`;
}

/** What stands on the page. One heading needs no list. */
function contentsHtml(headings: readonly Heading[]): string {
  const main = headings.filter(({ level }) => level === 2);
  if (main.length < 2) return "";
  const lines = main.map(
    ({ anchor, text }) => `<li><a href="#${anchor}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2>\n<ul>\n${lines.join("\n")}\n</ul></nav>`;
}

/** The pages before and after this one, in its part of the menu. */
function nextHtml({ menu }: SiteFrame, url: string): string {
  const items = menu.find((group) => group.items.some((item) => item.url === url))?.items ?? [];
  const index = items.findIndex((item) => item.url === url);
  const root = rootFrom(url);
  const links = [
    [items[index - 1], "Before"],
    [items[index + 1], "Next"],
  ] as const;
  const shown = links.map(([item, word]) =>
    item === undefined
      ? "<span></span>"
      : `<a href="${root}${item.url}">${word}: ${escapeHtml(item.title)}</a>`,
  );
  return items.length < 2
    ? ""
    : `<nav class="next" aria-label="Before and next">${shown.join("")}</nav>\n`;
}

/**
 * Everything comes from the site itself. `file:` is what the site is when it is opened from a disk;
 * a page on the web cannot load such addresses.
 */
function policy({ extraScript }: SiteFrame): string {
  const scripts = [COLOUR_SCRIPT, ...(extraScript === undefined ? [] : [extraScript])];
  return [
    "default-src 'none'",
    `script-src 'self' file: ${scripts.map(hashSource).join(" ")}`,
    "style-src 'self' file: 'unsafe-inline'",
    "img-src data:",
    `connect-src ${connectSource(extraScript)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Where a page may ask for more: nowhere, but for the script that waits for edits. */
export function connectSource(extraScript: string | undefined): string {
  return extraScript === undefined ? "'none'" : "'self'";
}

/** A script in the page, as a policy allows it. Browsers see every line end as a line feed before they hash. */
export function hashSource(script: string): string {
  const text = script.replace(/\r\n?/g, "\n");
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
