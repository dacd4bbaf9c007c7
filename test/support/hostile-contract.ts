/** The contract of this repository with other texts in it. Names and structure stay as they are. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isNode, list } from "../../openapi/lint/document.js";
import { repositoryRoot } from "../../scripts/lib/paths.js";
import type { Node } from "../../scripts/lib/reader.js";

/** Where a text stands: words for people, a value that is received or enumerated, or one that is sent. */
export type TextKind = "prose" | "value" | "sent";

/** Gives the text that takes the place of another one. The number tells the originals apart. */
export type NewText = (kind: TextKind, number: number) => string;

/** Keys whose value is words, wherever their parent is not a map of names. */
const proseKeys = new Set(["summary", "description", "title", "x-displayName", "x-assumed"]);

/** Members whose own members have names that people chose. */
const maps = new Set(["properties", "schemas", "examples", "headers", "parameters", "responses"]);

/** Members of `x-field` that hold printed text. */
const printedKeys = new Set(["titles", "label", "separator"]);

/** The published bundle, without its mark. */
export async function readBundle(): Promise<Node> {
  const file = path.join(repositoryRoot, "packages/openapi/openapi.json");
  const bundle: unknown = JSON.parse(await readFile(file, "utf8"));
  if (!isNode(bundle)) throw new Error("The bundle is not an object.");
  const { "x-generated": _mark, ...contract } = bundle;
  return contract;
}

/** The text of the whole API is a page in Markdown, and not one piece of a page. */
function textOfInfo(bundle: Node): unknown {
  const { info } = bundle;
  return isNode(info) ? info["description"] : undefined;
}

/**
 * Puts texts in the place of all others: summaries, descriptions, titles, assumptions, examples, enumerated and
 * printed values. Equal texts stay equal. What tells outcomes apart stays as it is, and so do images.
 */
export function withTexts(bundle: Node, newText: NewText): Node {
  const known = new Map<string, string>();
  const replace = (text: string, kind: TextKind): string => {
    const key = `${kind} ${text}`;
    const found = known.get(key) ?? newText(kind, known.size);
    known.set(key, found);
    return found;
  };
  const fixed = conditionsOf(bundle);
  const page = textOfInfo(bundle);
  const value = (text: string, kind: TextKind = "value"): string =>
    fixed.has(text) || text.length > 200 ? text : replace(text, kind);
  const example = (node: unknown, kind: TextKind, key?: string): unknown => {
    if (typeof node === "string") return key === "status" ? node : value(node, kind);
    if (Array.isArray(node)) return node.map((item) => example(item, kind));
    if (!isNode(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, item]) => [name, example(item, kind, name)]),
    );
  };
  const printed = (node: unknown): unknown =>
    typeof node === "string" ? value(node) : Array.isArray(node) ? node.map(printed) : node;
  const visit = (node: unknown, areNames: boolean): unknown => {
    if (Array.isArray(node)) return node.map((item) => visit(item, false));
    if (!isNode(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [key, member(key, item, areNames)]),
    );
  };
  const member = (key: string, item: unknown, areNames: boolean): unknown => {
    if (areNames) return visit(item, false);
    if (item === page) return item;
    if (typeof item === "string" && proseKeys.has(key)) return replace(item, "prose");
    // Only an answer has a status.
    if (key === "value") return example(item, isNode(item) && "status" in item ? "value" : "sent");
    if (key === "example" || key === "enum") return example(item, "value");
    if (key === "examples" && Array.isArray(item)) return example(item, "sent");
    if (printedKeys.has(key)) return printed(item);
    if (key === "values" && isNode(item)) {
      return Object.fromEntries(
        Object.entries(item).map(([name, texts]) => [name, printed(texts)]),
      );
    }
    return visit(item, maps.has(key));
  };
  const made = visit(bundle, false);
  if (!isNode(made)) throw new Error("The contract is not an object.");
  return made;
}

/** The values by which outcomes and variants are told apart. */
function conditionsOf(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (item: unknown): void => {
    for (const one of list(item)) visit(one);
    if (!isNode(item)) return;
    for (const key of ["equals", "const"]) if (typeof item[key] === "string") found.add(item[key]);
    Object.values(item).forEach(visit);
  };
  visit(node);
  return found;
}
