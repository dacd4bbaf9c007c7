/** Pictures from text: a Mermaid diagram as inline SVG, drawn without a browser. */
import { renderMermaidSVG } from "beautiful-mermaid";
import { escapeHtml } from "../lib/escape/html.js";

/** The first line of a diagram: what it shows, for people who cannot see it. */
const TITLE = /^%%\s*Title:\s*([^\n]+)$/m;

/** The library's own colours and font, which would hold for the whole page. The theme has them instead. */
const STYLE = /<style>[^]*?<\/style>\n?/;

/** Coordinates with more digits than anybody sees. */
const LONG_NUMBER = /\d+\.\d{4,}/g;

/**
 * Draws a flowchart or a sequence diagram, in the colours of the page (`svg.diagram` in the theme).
 *
 * @param source Mermaid, with a line `%% Title: TEXT`
 * @param id makes the names inside the picture its own; a page can have several pictures
 * @returns an `svg` element
 * @throws when the diagram has no title, or cannot be drawn
 */
export function drawDiagram(source: string, id: string): string {
  const [, title] = TITLE.exec(source) ?? [];
  if (title === undefined) {
    throw new Error('A diagram needs a line "%% Title: TEXT", for people who cannot see it.');
  }
  const svg = ownNames(renderMermaidSVG(source.replace(TITLE, "").trim(), { padding: 8 }), id)
    .replace(STYLE, "")
    .replace(/ style="[^"]*"/, "")
    .replaceAll(LONG_NUMBER, (number) => String(Math.round(Number(number) * 100) / 100))
    .replace("<svg ", `<svg class="diagram" role="img" aria-labelledby="${id}-title" `)
    .replace(
      /^(<svg [^>]*>)/,
      (open) => `${open}<title id="${id}-title">${escapeHtml(title)}</title>`,
    );
  if (!svg.includes(`${id}-title">`) || /<style|@import|https?:\/\/(?!www\.w3\.org\/)/.test(svg)) {
    throw new Error("The diagram is not drawn as expected. Has beautiful-mermaid changed?");
  }
  return svg;
}

/** Names in a picture hold for the whole page; these are made to hold for the picture only. */
function ownNames(svg: string, id: string): string {
  return svg
    .replaceAll(/\bid="([^"]+)"/g, (_, name: string) => `id="${id}-${name}"`)
    .replaceAll(/url\(#([^)]+)\)/g, (_, name: string) => `url(#${id}-${name})`);
}
