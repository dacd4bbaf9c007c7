/** Markdown as the site shows it. No file is touched here. */
import { Marked } from "marked";
import { drawDiagram } from "./diagram.js";
import { readFenceInfo } from "./fence.js";
import { highlightCode } from "./highlight.js";
import { escapeHtml, textOf } from "../lib/escape/html.js";
import { headingSlug } from "./slug.js";
import { tableHtml } from "./table-html.js";

/** A heading below the title of a page. */
export interface Heading {
  /** 2 to 6. */
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** A part of a page that search can find: what stands below one heading. */
export interface Section {
  /** The title of the page for what stands before its first heading. */
  readonly heading: string;
  /** Empty for what stands before the first heading. */
  readonly anchor: string;
  /** The words, without code. */
  readonly text: string;
}

/** A page that was read. */
export interface RenderedPage {
  readonly title: string;
  /** The first paragraph, as plain text. */
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
}

/** How a page is shown. */
export interface MarkdownOptions {
  /** Gives the address of a link in the site. */
  readonly link: (href: string) => string;
  /** Gives the anchors of table rows, in their order; for pages whose rows are linked to. */
  readonly rowAnchors?: readonly string[];
}

/**
 * Shows Markdown as HTML.
 *
 * @param markdown a first line `# Title`, then a paragraph that says what the page is about
 * @throws when the title is missing, a diagram cannot be drawn, a link could run a program, or there is
 *   HTML other than comments
 */
export function renderMarkdown(markdown: string, options: MarkdownOptions): RenderedPage {
  const parser = new Marked({ gfm: true });
  const headings: Heading[] = [];
  const taken = new Set<string>();
  let diagrams = 0;
  let tables = 0;
  let rows = 0;
  parser.use({
    renderer: {
      heading({ tokens: inline, depth }) {
        const words = this.parser.parseInline(inline);
        const text = textOf(words);
        const anchor = headingSlug(text, taken);
        if (depth === 1) return `<h1 id="${anchor}">${words}</h1>\n`;
        headings.push({ level: depth, text, anchor });
        const name = `h${String(depth)}`;
        return `<${name} id="${anchor}"><a class="anchor" href="#${anchor}">${words}</a></${name}>\n`;
      },
      code({ text, lang }) {
        const fence = readFenceInfo(lang ?? "");
        if (fence.language === "mermaid") {
          diagrams += 1;
          const svg = drawDiagram(text, `diagram-${String(diagrams)}`);
          return `<figure class="picture" tabindex="0">${svg}</figure>\n`;
        }
        const caption = fence.file ?? (fence.words.includes("output") ? "Output" : undefined);
        const code = highlightCode(text, fence.language);
        const label = caption ?? `Code, ${fence.language}`;
        return [
          `<figure class="code${caption === "Output" ? " output" : ""}">`,
          caption === undefined ? "" : `<figcaption>${escapeHtml(caption)}</figcaption>`,
          `<pre tabindex="0" aria-label="${escapeHtml(label)}"><code>${code}\n</code></pre></figure>\n`,
        ].join("");
      },
      table(token) {
        tables += 1;
        return tableHtml(token, {
          label: `Table ${String(tables)}: ${headings.at(-1)?.text ?? "overview"}`,
          inline: (tokens) => this.parser.parseInline(tokens),
          nextAnchor() {
            rows += 1;
            return options.rowAnchors?.[rows - 1];
          },
        });
      },
      link({ href, tokens: inline }) {
        const address = escapeHtml(checkedAddress(options.link(href)));
        return `<a href="${address}">${this.parser.parseInline(inline)}</a>`;
      },
      image({ href }) {
        throw new Error(`Pages have pictures as text (mermaid) only, not the picture ${href}.`);
      },
      html({ text }) {
        if (/^(?:<!--(?:(?!-->)[^])*-->\s*)+$/.test(text)) return "";
        throw new Error(`Pages are Markdown without HTML, but this has ${text.trim()}`);
      },
    },
  });
  const html = parser.parse(markdown, { async: false });
  if (options.rowAnchors !== undefined && rows !== options.rowAnchors.length) {
    throw new Error(
      `The page has ${String(rows)} table rows for ${String(options.rowAnchors.length)} anchors.`,
    );
  }
  const [, title] = /^<h1 [^>]*>([^]*?)<\/h1>/.exec(html) ?? [];
  if (title === undefined) throw new Error('A page needs a first line "# Title".');
  return {
    title: textOf(title),
    description: textOf(/<p>([^]*?)<\/p>/.exec(html)?.[1] ?? ""),
    html,
    headings,
    sections: sectionsOf(html, textOf(title), headings),
  };
}

/** A link leads to a place, and runs nothing. Browsers pass over signs that nobody sees. */
function checkedAddress(href: string): string {
  const [scheme] = /^[a-z][\w+.-]*:/i.exec(href.replaceAll(/[\p{Cc}\s]/gu, "")) ?? [];
  if (scheme === undefined || /^(?:https?|mailto):$/i.test(scheme)) return href;
  throw new Error(
    `A link leads to ${href}, which is no file and none of https:, http: and mailto:.`,
  );
}

/** Code and pictures are left out: their words would hide what people look for. */
function sectionsOf(html: string, title: string, headings: readonly Heading[]): readonly Section[] {
  const [first = "", ...rest] = html.split(/<h[2-6] [^]*?<\/h[2-6]>/);
  const text = (part: string): string => textOf(part.replaceAll(/<(h1|figure)[^]*?<\/\1>/g, " "));
  return [
    { heading: title, anchor: "", text: text(first) },
    ...headings.map(({ text: heading, anchor }, index) => ({
      heading,
      anchor,
      text: text(rest[index] ?? ""),
    })),
  ];
}
