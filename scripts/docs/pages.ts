/** Which Markdown pages the site has, where they go, and in which order readers find them. */
import { pageAddress } from "./page-address.js";

/** A Markdown file of the repository that is a page of the site. */
export interface SourcePage {
  /** Path from the root of the repository. */
  readonly source: string;
  /** Path from the root of the site. */
  readonly output: string;
  /** Heading of the menu. Empty for the start page, which the bar links to. */
  readonly group: string;
}

/** The guides, in the order in which a newcomer reads them. */
const guides = [
  "quick-start",
  "authentication",
  "images",
  "outcomes-billing-retries",
  "errors",
  "face-group",
  "whatsapp-and-callbacks",
  "callback-frameworks",
  "normalised-documents",
  "personal-data",
  "testing-with-the-mock",
  "migrating",
  "other-tools",
];

/** The packages, in the order of use. */
const packages = ["client", "documents", "mock", "types", "openapi"];

/** All of them, in the order of the menu. */
export const sourcePages: readonly SourcePage[] = [
  page("", "docs/index.md", "index.html"),
  ...guides.map((name) => page("Guides", `docs/guides/${name}.md`, `guides/${name}.html`)),
  page("Reference", "docs/api-notes.md", pageAddress.notes),
  page("Reference", "docs/samples/README.md", "samples.html"),
  ...packages.map((name) =>
    page("Packages", `packages/${name}/README.md`, `packages/${name}.html`),
  ),
  page("How it is made", "openapi/README.md", "contract.html"),
  page("How it is made", "docs/catalogue.md", "catalogue.html"),
  page("How it is made", "docs/prism.md", "prism.html"),
  page("How it is made", "docs/benchmarks.md", "benchmarks.html"),
];

/** Says which guides stand in the folder but not in the order, or the other way round. */
export function misplacedGuides(files: readonly string[]): readonly string[] {
  const found = files.filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -3));
  return [
    ...found.filter((name) => !guides.includes(name)),
    ...guides.filter((name) => !found.includes(name)),
  ];
}

function page(group: string, source: string, output: string): SourcePage {
  return { group, source, output };
}
