/** What readers can take from the site: the contract, its catalogue, and what is made from them for other programs. */
import { zipSync, strToU8 } from "fflate";
import { table } from "../lib/markdown.js";
import type { GeneratedFile } from "../lib/target.js";

/** A file to download. */
export interface Download {
  /** From the root of the site. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly content: string | Uint8Array;
}

/** Which of the generated files are downloads. Those of a folder become one archive. */
const OFFERS = [
  {
    path: "packages/openapi/openapi.yaml",
    url: "downloads/openapi.yaml",
    title: "OpenAPI 3.1 contract, YAML",
    description: "The contract in one file. Everything else here is made from it.",
  },
  {
    path: "packages/openapi/openapi.json",
    url: "downloads/openapi.json",
    title: "OpenAPI 3.1 contract, JSON",
    description: "The same in JSON.",
  },
  {
    path: "packages/openapi/catalogue.json",
    url: "downloads/catalogue.json",
    title: "Catalogue",
    description:
      "Operations, fields, outcomes, billing and retry as plain data, for your own generator.",
  },
  {
    path: "packages/openapi/catalogue.schema.json",
    url: "downloads/catalogue.schema.json",
    title: "JSON Schema of the catalogue",
    description: "What the catalogue can hold.",
  },
  {
    path: "docs/downloads/json-schema/aisolution.schema.json",
    url: "downloads/aisolution.schema.json",
    title: "JSON Schema of all messages",
    description: "Forms, answers and the callback, for a validator.",
  },
  {
    path: "docs/downloads/postman/aisolution.postman_collection.json",
    url: "downloads/aisolution.postman_collection.json",
    title: "Postman collection",
    description: "Every operation with an example of each outcome, and tests of the answer.",
  },
  {
    path: "docs/downloads/postman/mock.postman_environment.json",
    url: "downloads/mock.postman_environment.json",
    title: "Postman environment for the mock",
    description: "Address and token of a mock on your machine.",
  },
  {
    path: "docs/downloads/postman/production.postman_environment.json",
    url: "downloads/production.postman_environment.json",
    title: "Postman environment for the service",
    description: "Its address, and a secret variable for your token.",
  },
  {
    path: "docs/downloads/bruno/",
    url: "downloads/aisolution-bruno.zip",
    title: "Bruno collection",
    description: "The same for Bruno. Unpack it, then open the folder.",
  },
  {
    path: "docs/downloads/arazzo/workflows.arazzo.yaml",
    url: "downloads/workflows.arazzo.yaml",
    title: "Arazzo workflows",
    description:
      "Calls that belong together: a face from adding to deleting, and a WhatsApp lookup to its end.",
  },
] as const;

/**
 * Picks the downloads out of what the targets made.
 *
 * @throws when a target made no such file
 */
export function downloadsFrom(files: readonly GeneratedFile[]): readonly Download[] {
  return OFFERS.map(({ path, url, title, description }) => {
    const found = files.filter(
      (file) => file.path === path || (path.endsWith("/") && file.path.startsWith(path)),
    );
    const [first] = found;
    if (first === undefined) throw new Error(`No target makes ${path}.`);
    const content = path.endsWith("/") ? archive(found, path) : first.text;
    return { url, title, description, content };
  });
}

/** An archive that has the same bytes each time. */
function archive(files: readonly GeneratedFile[], folder: string): Uint8Array {
  const names = files.map(({ path, text }) => [path.slice(folder.length), strToU8(text)] as const);
  // The earliest date that an archive can have.
  return zipSync(Object.fromEntries(names), { level: 9, mtime: "1980-01-01T00:00:00" });
}

/** The page that lists them, in Markdown. */
export function downloadsPage(downloads: readonly Download[]): string {
  const rows = downloads.map(({ url, title, description, content }) => [
    `[${title}](${url})`,
    description,
    size(content),
  ]);
  return [
    "# Downloads",
    "The contract, and what is made from it for other programs.",
    table([["File", "What it is", "Size"], ...rows]),
    "## For language models",
    "[llms.txt](llms.txt) is a short text with the rules of the API and links. [llms-full.txt](llms-full.txt) holds every operation. Each operation has a page in Markdown, too: the reference links to it.",
  ].join("\n\n");
}

function size(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
  return `${String(Math.ceil(bytes / 1024))} KB`;
}
