/** The texts for language models, in the form of llmstxt.org. The site writes them: it knows its guides. */
import type { Catalogue, Operation } from "@aisolution/openapi";
import { code, prose } from "../lib/escape/markdown.js";
import { codes, inWords, withoutStop } from "../lib/markdown.js";
import {
  assumedErrorsText,
  chargedKeys,
  imageLimitsText,
  unknownStatusText,
} from "../lib/operation-text.js";
import { legend } from "../lib/value-text.js";
import { authenticationText, operationPage } from "../targets/operation-pages.js";

/** Something of the site to link to. */
export interface SiteLink {
  readonly title: string;
  readonly description: string;
  /** Path from the root of the site. */
  readonly path: string;
}

/**
 * The short text: what the API is, the rules that all calls share, and where to read on.
 *
 * @param guides in the order in which people should read them
 * @param downloads under the heading that llmstxt.org has for what can be left out
 */
export function llmsText(
  catalogue: Catalogue,
  guides: readonly SiteLink[],
  downloads: readonly SiteLink[] = [],
): string {
  const sections = [
    ...introduction(catalogue),
    ...catalogue.families.map(({ name, title }) =>
      section(
        prose(title),
        catalogue.operations.filter(({ family }) => family === name).map(operationLink),
      ),
    ),
    section("Guides", guides.map(link)),
    section("Optional", downloads.map(link)),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

/** The long text: the rules, then the pages of all operations, one after the other. */
export function llmsFullText(catalogue: Catalogue): string {
  const pages = catalogue.operations.map((operation) => operationPage(operation, catalogue).trim());
  return `${[...introduction(catalogue), ...pages].join("\n\n")}\n`;
}

function introduction(catalogue: Catalogue): readonly string[] {
  const families = catalogue.families.map(({ description }) => description);
  return [
    `# ${prose(catalogue.contract.title)}`,
    `> ${prose(families.join(" "))}`,
    rules(catalogue),
  ];
}

/** What holds for every call. */
function rules(catalogue: Catalogue): string {
  const { operations, httpErrors } = catalogue;
  const outcomes = operations.flatMap((operation) => operation.outcomes);
  const answers = [...outcomes, ...httpErrors];
  const contentTypes = unique(operations.map(({ request }) => request.contentType));
  const successes = unique(
    outcomes.filter(({ failure }) => failure === undefined).map(({ status }) => status),
  );
  const lines = [
    `**Server.** ${code(catalogue.server)}. All operations are ${codes(unique(operations.map(({ method }) => method)), "or")}.`,
    `**Authentication.** ${authenticationText(catalogue)}`,
    `**Request.** A form (${codes(contentTypes, "or")}). Pictures are base64 text without a ${code("data:")} prefix, and like every value of a form percent-encoded: ${code("+")} must be ${code("%2B")}. ${imageLimitsText(catalogue.image)}`,
    `**Answer.** JSON with ${code("status")} and ${code("message")}. Failures come with HTTP 200 too: look at ${code("status")}. A success is ${codes(successes, "or")}; the shape of ${code("message")} depends on the outcome. ${unknownStatusText} Ignore unknown fields.`,
    `**HTTP errors.** ${assumedErrorsText(httpErrors)} ${inWords(
      httpErrors.map((error) => `${String(error.code)} (${code(error.retry)})`),
      "and",
    )}. In brackets is what the list below says about sending again.`,
  ];
  return [...lines.map((line) => `- ${line}`), legend(answers)].join("\n");
}

function operationLink(operation: Operation): string {
  const { operationId, method, path, summary } = operation;
  return link({
    title: operationId,
    path: `operations/${operationId}.md`,
    description: `${prose(withoutStop(summary))}. ${code(`${method} ${path}`)}. ${charge(operation)}`,
  });
}

function charge(operation: Operation): string {
  const charged = chargedKeys(operation);
  return charged.length === 0 ? "No outcome is charged." : `Charged: ${codes(charged, "and")}.`;
}

function section(title: string, links: readonly string[]): string {
  return links.length === 0 ? "" : `## ${title}\n\n${links.join("\n")}`;
}

function link({ title, description, path }: SiteLink): string {
  return `- [${title}](${path}): ${description}`;
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
