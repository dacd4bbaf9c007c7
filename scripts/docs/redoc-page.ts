/** How the page of Redoc becomes a page of the site, and is closed against the network. No file is touched here. */
import { escapeHtml } from "../lib/escape/html.js";
import { connectSource, hashSource } from "./layout.js";

/** Takes the place of Redoc's logo, so that "API docs by" ends in a name. Both colour schemes can show it. */
const LOGO =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="38" height="14"><text y="11" font-family="sans-serif" font-size="12" fill="#3a87d8">Redoc</text></svg>',
  );

/** Addresses in Redoc that a page could load from or send to, how often each stands there, and what to put instead. */
const ADDRESSES = [
  { address: /https:\/\/cdn\.redoc\.ly\/redoc\/[\w.-]+\.svg/g, times: 2, instead: LOGO },
  { address: /https:\/\/cdn\.redocly\.com\/icons\/[\w./-]+/g, times: 2, instead: "data:," },
  { address: /https:\/\/otel\.cloud\.redocly\.com\/[\w./-]+/g, times: 1, instead: "data:," },
] as const;

/** What the head of a page starts with. */
const HEAD_TAGS = /<meta charset="utf8" \/>\s*<title>[^<]*<\/title>/g;

/** Scripts of a page. Each ends at the first end tag. */
const SCRIPTS = /<script(?: type="module")?>([^]*?)<\/script>/g;

const ADVICE = "Has Redoc changed? See scripts/docs/redoc-page.ts.";

/** The most bytes of the page. It is one file, and some readers have a slow line. */
export const maxReferenceBytes = 3_000_000;

/** What the site adds to the page. */
export interface SiteParts {
  readonly title: string;
  readonly description: string;
  /** The style of the bar and the colours of the page. */
  readonly style: string;
  /** What stands above Redoc. */
  readonly bar: string;
  /** Programs that run beside Redoc. */
  readonly scripts: readonly string[];
  /** One more, where the page is served for somebody who edits it. */
  readonly extraScript?: string;
}

/**
 * Puts the bar, the style and the programs of the site into a page of `redocly build-docs`, and closes it
 * against the network. The page needs no other file.
 *
 * @throws when a text to replace is not there as expected: another version of Redoc needs another look
 */
export function finishPage(page: string, parts: SiteParts): string {
  let html = page;
  for (const { address, times, instead } of ADDRESSES) {
    html = replaceExactly(html, address, times, instead);
  }
  const left = /https?:\/\/(?:cdn|otel)\.[\w.-]*redoc[\w./-]*/.exec(html);
  if (left !== null) throw new Error(`The page still names ${left[0]}. ${ADVICE}`);
  expectTimes(html, /"disableTelemetry":true/g, 1);
  expectTimes(html, SCRIPTS, 2);
  html = mendMenu(html);
  html = replaceExactly(html, /<html lang="en">/g, 1, '<html lang="en" data-root="">');
  html = replaceExactly(html, /<\/head>\s*<body>(?=\s*<div id="redoc">)/g, 1, bodyStart(parts));
  html = replaceExactly(html, /<\/body>\s*<\/html>\s*$/g, 1, bodyEnd(parts));
  return replaceExactly(html, HEAD_TAGS, 1, headTags(html, parts));
}

/** Redoc writes addresses of its own places for a server, and keeps those of the menu until the first click. */
function mendMenu(html: string): string {
  const [drawn = "", ...rest] = html.split('<script type="module">');
  if (!drawn.includes(' href="/')) throw new Error(`The menu has no address to mend. ${ADVICE}`);
  return [drawn.replaceAll(' href="/', ' href="#/'), ...rest].join('<script type="module">');
}

function bodyStart({ style, bar }: SiteParts): string {
  return `<style>\n${style}</style>\n</head>\n\n<body>\n${bar}`;
}

function bodyEnd({ scripts, extraScript }: SiteParts): string {
  const all = [...scripts, ...(extraScript === undefined ? [] : [extraScript])];
  const elements = all.map((script) => {
    if (/<\/script|<!--/i.test(script))
      throw new Error("A script of the site would end too early.");
    return `<script>${script}</script>\n`;
  });
  return `${elements.join("")}</body>\n</html>\n`;
}

function replaceExactly(html: string, from: RegExp, times: number, to: string): string {
  expectTimes(html, from, times);
  return html.replaceAll(from, () => to);
}

function expectTimes(html: string, pattern: RegExp, wanted: number): void {
  const found = html.match(pattern)?.length ?? 0;
  if (found === wanted) return;
  throw new Error(
    `The page has ${pattern.source} ${String(found)} times, not ${String(wanted)} times. ${ADVICE}`,
  );
}

/** The policy comes before everything that it rules. */
function headTags(html: string, { title, description, extraScript }: SiteParts): string {
  return [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(html, extraScript)}">`,
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}">`,
  ].join("\n  ");
}

/**
 * Redoc needs its own scripts, inline styles and embedded pictures. Its own search, which
 * would like workers, is hidden.
 */
function contentSecurityPolicy(html: string, extraScript: string | undefined): string {
  const scripts = [...html.matchAll(SCRIPTS)].map(([, script = ""]) => script);
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashSource).join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    `connect-src ${connectSource(extraScript)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
