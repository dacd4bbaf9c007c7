import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./markdown.js";

const plain = { link: (href: string) => href };
const diagram = "%% Title: What follows what\nflowchart TD\n  a[First] --> b[Second]";

/** A page with a title and a part to look at. */
function page(part: string): string {
  return `# Title\n\nWhat it is about.\n\n${part}\n`;
}

describe("renderMarkdown", () => {
  it("tells title, description, headings and sections", () => {
    const text =
      "## One `code`\n\nFirst \\<words> & more.\n\n```sh\nhidden\n```\n\n### Two\n\n- a\n- b";
    const { title, description, headings, sections } = renderMarkdown(page(text), plain);
    expect({ title, description }).toEqual({ title: "Title", description: "What it is about." });
    expect(headings).toEqual([
      { level: 2, text: "One code", anchor: "one-code" },
      { level: 3, text: "Two", anchor: "two" },
    ]);
    expect(sections).toEqual([
      { heading: "Title", anchor: "", text: "What it is about." },
      { heading: "One code", anchor: "one-code", text: "First <words> & more." },
      { heading: "Two", anchor: "two", text: "a b" },
    ]);
  });

  it.each([
    ["a heading that stands twice", "## A\n\n## A", 'id="a-1"'],
    ["a file", "```ts file=card.ts\nlet a;\n```", "<figcaption>card.ts</figcaption>"],
    ["an output", "```text output\nOK\n```", '<figure class="code output"><figcaption>Output'],
    ["code that looks like HTML", "```text\n<b>&\n```", "&lt;b&gt;&amp;"],
    ["a word of a language", "```ts\nconst a = 1;\n```", '<span class="hljs-keyword">const</span>'],
    ["a language that nobody knows", "```cobol\nMOVE\n```", "<code>MOVE"],
    ["a wide block for the keyboard", "```sh\nls\n```", '<pre tabindex="0"'],
    [
      "a table for the keyboard",
      "| A |\n| --- |\n| b |",
      'role="region" aria-label="Table 1: overview" tabindex="0"',
    ],
    [
      "which table it is",
      "| A |\n| --- |\n| b |\n\n## Sizes\n\n| A |\n| --- |\n| b |",
      'aria-label="Table 2: Sizes"',
    ],
    [
      "numbers on the right",
      "| A | B |\n| --- | --: |\n| b | 1 |",
      '<th>A</th><th class="number">B</th></tr></thead><tbody>\n<tr><td data-column="A">b</td><td class="number" data-column="B">1</td></tr>',
    ],
    ["a comment", "<!-- generated:x -->\n\nText", "<p>Text</p>"],
    ["a picture", `\`\`\`mermaid\n${diagram}\n\`\`\``, ">What follows what</title>"],
  ])("shows %s", (_, part, html) => {
    expect(renderMarkdown(page(part), plain).html).toContain(html);
  });

  it("gives rows their anchors, and links the addresses of the site", () => {
    const { html } = renderMarkdown(page("| A |\n| --- |\n| [b](b.md) |\n| c |"), {
      link: (href) => href.replace(".md", ".html"),
      rowAnchors: ["first", "second"],
    });
    expect(html).toContain('<tr id="first"><td data-column="A"><a href="b.html">b</a></td></tr>');
    expect(html).toContain('<tr id="second">');
  });

  it("keeps the names of two pictures apart", () => {
    const twice = `\`\`\`mermaid\n${diagram}\n\`\`\`\n`.repeat(2);
    const ids = [...renderMarkdown(page(twice), plain).html.matchAll(/\sid="([^"]+)"/g)];
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
  });

  it.each([
    ["no title", "Text.\n", "first line"],
    ["HTML in a line", page("a <b>b</b>"), "without HTML"],
    ["HTML in a block", page("<div>b</div>"), "without HTML"],
    ["HTML between comments", page("<!-- a --><b>b</b><!-- c -->"), "without HTML"],
    ["a link that runs a program", page("[a](javascript:b)"), "leads to javascript:b"],
    ["one that hides it", page("[a](<\u0001Java\tScript:b>)"), "leads to"],
    ["one with contents of its own", page("[a](data:text/html,b)"), "leads to data:"],
    ["a picture of a file", page("![a](b.png)"), "picture b.png"],
    ["a picture without a title", page("```mermaid\nflowchart TD\n a --> b\n```"), "%% Title"],
    ["a picture that is none", page("```mermaid\n%% Title: A\nnonsense\n```"), "nonsense"],
  ])("refuses a page with %s", (_, markdown, message) => {
    expect(() => renderMarkdown(markdown, plain)).toThrow(message);
  });

  it.each(["https://a.example/", "http://a.example/", "mailto:a@a.example", "b.html#c", "#d"])(
    "links %s",
    (href) => {
      expect(renderMarkdown(page(`[a](${href})`), plain).html).toContain(`<a href="${href}">`);
    },
  );

  it("refuses anchors that are not as many as the rows", () => {
    const options = { ...plain, rowAnchors: ["one", "two"] };
    expect(() => renderMarkdown(page("| A |\n| --- |\n| b |"), options)).toThrow(
      "1 table rows for 2",
    );
  });
});
