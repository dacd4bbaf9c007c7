/** What the documentation shows, and how its page is closed against the network. No file is touched here. */
import { createHash } from "node:crypto";
import type { Catalogue, Operation } from "@aisolution/openapi";
import { child, isNode, resolve } from "../../openapi/lint/document.js";
import { catalogueSchema } from "../catalogue/catalogue-schema.js";
import { readNode, readText, type Node } from "./reader.js";

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

/** The line that sets the colours, and the program. Each ends at the first end tag. */
const SCRIPTS = /<script(?: type="module")?>([^]*?)<\/script>/g;

const ADVICE = "Has Redoc changed? See scripts/lib/docs-page.ts.";

/**
 * The contract as the page shows it. Redoc does not show extensions on an outcome, so their meaning
 * becomes text: each operation gets a table of its outcomes, and each sample the key of its outcome.
 *
 * @param bundle the bundled contract; it stays as it is
 */
export function contractForReaders(bundle: Node, catalogue: Catalogue): Node {
  const contract = structuredClone(bundle);
  const info = readNode(contract, "info", "contract");
  append(info, `**Retry**, by its values. ${catalogueSchema.$defs.Retry.description}`);
  for (const operation of catalogue.operations) describeOperation(contract, operation);
  const components = readNode(contract, "components", "contract");
  const responses = readNode(components, "responses", "components");
  const schemas = readNode(components, "schemas", "components");
  const assumption = readText(
    readNode(schemas, "HttpError", "schemas"),
    "description",
    "HttpError",
  );
  for (const { name, billing, retry } of catalogue.httpErrors) {
    const answer = readNode(responses, name, "responses");
    append(answer, `Billing: \`${billing}\`. Retry: \`${retry}\`.`);
    // Redoc does not show what the body's schema says of itself.
    append(answer, assumption);
  }
  for (const schema of Object.values(schemas)) describeReferences(contract, schema);
  for (const parameter of Object.values(readNode(components, "parameters", "components"))) {
    if (!isNode(parameter)) continue;
    append(parameter, readText(resolve(contract, parameter["schema"]), "description", "schema"));
  }
  for (const section of ["paths", "webhooks"]) shortenHeadings(child(contract, section));
  return contract;
}

/**
 * What stands beside a reference says what a value is for, its target what it can be. Redoc shows only
 * the first; readers need both.
 */
function describeReferences(contract: Node, schema: unknown): void {
  for (const property of Object.values(child(schema, "properties"))) {
    if (!isNode(property) || !("$ref" in property) || !("description" in property)) continue;
    append(property, readText(resolve(contract, property), "description", "schema"));
  }
}

function describeOperation(contract: Node, operation: Operation): void {
  const where = operation.path;
  const pathItem = readNode(readNode(contract, "paths", "contract"), where, "paths");
  const source = readNode(pathItem, operation.method.toLowerCase(), where);
  append(source, `Operation name: \`${operation.operationId}\`.`);
  const answer = readNode(readNode(source, "responses", where), "200", where);
  append(answer, outcomeTable(operation));
  const media = readNode(readNode(answer, "content", where), "application/json", where);
  const examples = readNode(media, "examples", where);
  for (const { key, example } of operation.outcomes) {
    examples[key] = { ...example, summary: sampleLabel(key, example.summary) };
  }
}

/** How the chooser of samples names an outcome: by the key that the mock and the tests use, too. */
export function sampleLabel(key: string, summary: string): string {
  return `${key}: ${summary}`;
}

function outcomeTable({ outcomes }: Operation): string {
  const rows = outcomes.map(({ key, assumed, status, billing, retry }) => [
    assumed ? `${key} (assumed)` : key,
    status,
    billing,
    retry,
  ]);
  return [["Outcome", "`status`", "Billing", "Retry"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function append(node: Node, text: string): void {
  node["description"] = `${readText(node, "description", "node").trimEnd()}\n\n${text}`;
}

/** The title of an operation on the page: its summary, without the stop. */
export function heading(summary: string): string {
  return summary.replace(/\.$/, "");
}

/** Summaries are sentences in the contract, and headings here. Callbacks are inside their operations. */
function shortenHeadings(pathItems: Node): void {
  for (const operation of Object.values(pathItems).filter(isNode).flatMap(Object.values)) {
    if (!isNode(operation) || typeof operation["summary"] !== "string") continue;
    operation["summary"] = heading(operation["summary"]);
    for (const callback of Object.values(child(operation, "callbacks"))) {
      if (isNode(callback)) shortenHeadings(callback);
    }
  }
}

/** What stands in the head of the page. */
export interface PageHead {
  readonly title: string;
  readonly description: string;
}

/**
 * Closes a page of `redocly build-docs` against the network.
 *
 * @throws when a text to replace is not there as expected: another version of Redoc needs another look
 */
export function finishPage(page: string, head: PageHead): string {
  let html = page;
  for (const { address, times, instead } of ADDRESSES) {
    html = replaceExactly(html, address, times, instead);
  }
  const left = /https?:\/\/(?:cdn|otel)\.[\w.-]*redoc[\w./-]*/.exec(html);
  if (left !== null) throw new Error(`The page still names ${left[0]}. ${ADVICE}`);
  expectTimes(html, /"disableTelemetry":true/g, 1);
  expectTimes(html, /<html lang="en">/g, 1);
  return replaceExactly(html, HEAD_TAGS, 1, headTags(html, head));
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
function headTags(html: string, { title, description }: PageHead): string {
  return [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(html)}">`,
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}">`,
  ].join("\n  ");
}

/**
 * Redoc needs its own scripts, inline styles and embedded pictures. Its search would rather run in
 * workers; without `unsafe-eval` it runs in the page, which is fast enough for one contract.
 */
function contentSecurityPolicy(html: string): string {
  expectTimes(html, SCRIPTS, 2);
  const scripts = [...html.matchAll(SCRIPTS)].map(([, script = ""]) => script);
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashSource).join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Browsers see every line end as a line feed before they hash. */
function hashSource(script: string): string {
  const text = script.replace(/\r\n?/g, "\n");
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
