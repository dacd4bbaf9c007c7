/** Where links of Markdown pages lead in the site. */
import path from "node:path";
import type { Catalogue } from "@aisolution/openapi";
import { pageAddress } from "./page-address.js";
import { sourcePages } from "./pages.js";
import { operationAddress } from "./reference-address.js";

/**
 * Makes the function that turns the links of one page into links of the site.
 *
 * @param source path of the page from the root of the repository
 * @param output path of the page from the root of the site
 * @returns a function that throws for a file that the site does not have
 */
export function siteLinks(
  catalogue: Catalogue,
  source: string,
  output: string,
): (href: string) => string {
  return (href) => {
    if (/^(?:https?:|mailto:|#)/.test(href)) return href;
    const [file = "", anchor] = href.split("#");
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(source), file));
    const address = addressOf(catalogue, target);
    if (address === undefined) {
      throw new Error(
        `${source} links to ${href}, which is not in the site. See scripts/docs/pages.ts.`,
      );
    }
    const relative = path.posix.relative(path.posix.dirname(output), address);
    // The reference has its own anchors: a second one would lead nowhere.
    return anchor === undefined || address.includes("#") ? relative : `${relative}#${anchor}`;
  };
}

function addressOf(catalogue: Catalogue, target: string): string | undefined {
  const page = sourcePages.find(
    ({ source }) => source === target || source === `${target}/README.md`,
  );
  if (page !== undefined) return page.output;
  const [, name] = /^docs\/operations\/(\w+)\.md$/.exec(target) ?? [];
  const operation = catalogue.operations.find(({ operationId }) => operationId === name);
  if (operation !== undefined) return operationAddress(operation);
  if (target === "README.md") return "index.html";
  return target.startsWith("docs/downloads/") ? pageAddress.downloads : undefined;
}
