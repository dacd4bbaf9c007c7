/** What Markdown, HTML and data are made of, without their texts. */
import { JSDOM } from "jsdom";
import { lexer, type Token, type Tokens } from "marked";
import { isNode } from "../../openapi/lint/document.js";

/** The blocks of Markdown, and of what stands in their lines everything but words and code. */
export function markdownSkeleton(text: string): unknown {
  return lexer(text).flatMap(blockShape);
}

const inline = new Set(["text", "escape", "codespan", "space"]);

function blockShape(token: Token): unknown[] {
  switch (token.type) {
    case "text":
    case "escape":
    case "space":
      return childrenOf(token);
    case "codespan":
      return [];
    case "table": {
      const { header, rows } = token as Tokens.Table;
      const cells = [header, ...rows].map((row) =>
        row.map((cell) => cell.tokens.filter(({ type }) => !inline.has(type)).flatMap(blockShape)),
      );
      return [["table", cells]];
    }
    case "list": {
      const { items } = token as Tokens.List;
      return [["list", items.map((item) => item.tokens.flatMap(blockShape))]];
    }
    case "link":
      return [["link", (token as Tokens.Link).href]];
    case "code":
      return [["code", (token as Tokens.Code).lang]];
    case "html":
      return [["html", token.raw.trim()]];
    default:
      return [[token.type, "depth" in token ? token.depth : 0, childrenOf(token)]];
  }
}

function childrenOf(token: Token): unknown[] {
  return "tokens" in token ? (token.tokens ?? []).flatMap(blockShape) : [];
}

/** The elements of a page and the names of their attributes; of addresses also what is not an anchor. */
export function htmlSkeleton(html: string): unknown {
  const { document } = new JSDOM(html).window;
  return elementShape(document.documentElement);
}

function elementShape(element: Element): unknown {
  const attributes = element.getAttributeNames().sort();
  const address = element.getAttribute("href") ?? element.getAttribute("src") ?? "";
  // How code is coloured depends on its texts, and the contract's texts can have code spans.
  const children = element.matches("pre > code")
    ? []
    : [...element.children].filter((one) => !one.matches(":not(pre) > code")).map(elementShape);
  return [element.tagName, attributes, address.replace(/#.*$/, "#"), children];
}

/** The keys of data and the kinds of its values. */
export function dataSkeleton(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dataSkeleton);
  if (!isNode(value)) return value === null ? "null" : typeof value;
  return Object.entries(value).map(([key, item]) => [key, dataSkeleton(item)]);
}
