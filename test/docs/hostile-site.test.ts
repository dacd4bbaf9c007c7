/** Texts of the contract stay texts on every page of the site: a page has the elements that it has with harmless texts. */
import { inflateRawSync } from "node:zlib";
import { JSDOM } from "jsdom";
import { beforeAll, describe, expect, it } from "vitest";
import { drawDiagram } from "../../scripts/docs/diagram.js";
import { renderMarkdown } from "../../scripts/docs/markdown.js";
import type { Site } from "../../scripts/docs/site.js";
import { markdownPage, prose } from "../../scripts/lib/escape/markdown.js";
import { readBundle, withTexts, type NewText } from "../support/hostile-contract.js";
import { siteOf } from "../support/hostile-site.js";
import { hostileProse, hostileSent, hostileStarts } from "../support/hostile-texts.js";
import { htmlSkeleton, markdownSkeleton } from "../support/markup-skeletons.js";

const harmless: NewText = (_kind, number) => `Text ${String(number)}.`;
const hostile: NewText = (kind, number) => {
  const texts = kind === "sent" ? hostileSent : hostileProse;
  const start = hostileStarts[number % hostileStarts.length] ?? "";
  return `${start}Text ${String(number)} ${texts[(number * 3) % texts.length] ?? ""} end.`;
};

let plain: Site;
let changed: Site;

beforeAll(async () => {
  const bundle = await readBundle();
  [plain, changed] = await Promise.all([
    siteOf(withTexts(bundle, harmless), bundle),
    siteOf(withTexts(bundle, hostile), bundle),
  ]);
});

function page(site: Site, name: string): string {
  return String(site.get(name) ?? "");
}

describe("the site with hostile texts", () => {
  it("has the same pages with the same elements", () => {
    const pages = [...plain.keys()].filter((name) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(20);
    expect([...changed.keys()]).toEqual([...plain.keys()]);
    for (const name of pages) {
      // The list of changes has one line for each text that differs.
      expect(htmlSkeleton(page(changed, name)), name).toEqual(htmlSkeleton(page(plain, name)));
    }
  });

  it("has the same texts for language models, as Markdown", () => {
    for (const name of ["llms.txt", "llms-full.txt"]) {
      expect(markdownSkeleton(page(changed, name)), name).toEqual(
        markdownSkeleton(page(plain, name)),
      );
    }
  });

  it("packs the entries of the search into a text that can hold no code", () => {
    const [, packed = ""] =
      /^globalThis\.siteSearchRows="([A-Za-z0-9+/=]+)";\n$/.exec(
        page(changed, "assets/search-entries.js"),
      ) ?? [];
    const rows: unknown = JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString());
    expect(rows).toEqual(expect.arrayContaining([expect.arrayContaining([expect.any(String)])]));
  });
});

/** What a picture is made of. */
const drawable = new Set(
  "svg title defs marker filter g rect text tspan polygon polyline path line circle ellipse".split(
    " ",
  ),
);

/** What a text could become outside the words and the code of a page. */
function elementsOf(markdown: string): readonly string[] {
  const { html } = renderMarkdown(`# Title\n\nWords ${markdown} end.`, { link: (href) => href });
  return [...html.matchAll(/<(\w+)/g)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "code");
}

it.each(hostileProse)("a piece of prose stays words: %j", (text) => {
  expect(elementsOf(prose(text))).toEqual(["h1", "p"]);
});

it.each(hostileProse)("a page of the contract has no HTML, link or image: %j", (text) => {
  const shown = JSON.stringify(markdownSkeleton(markdownPage(`Words ${text} end.`)));
  expect(shown).not.toMatch(/"html"|"image"|javascript:/);
});

// Guides write diagrams by hand, and a label can have marks of its own. It can make no other element.
it.each(hostileProse.filter((text) => /^[^\n\r]*$/.test(text) && !text.includes("://")))(
  "a diagram is drawn of lines and words only: %j",
  (text) => {
    const label = text.replaceAll('"', "#quot;");
    const source = `%% Title: Title ${text}\nflowchart LR\n  a["one ${label}"] -->|way| b["two"]`;
    const drawn = new JSDOM(drawDiagram(source, "diagram")).window.document;
    const elements = [...drawn.querySelectorAll("svg, svg *")];
    expect(elements.length).toBeGreaterThan(5);
    expect(elements.filter(({ localName }) => !drawable.has(localName))).toEqual([]);
    const attributes = elements.flatMap((element) => element.getAttributeNames());
    expect(attributes.filter((name) => /^on|href$|^src$/.test(name))).toEqual([]);
  },
);
