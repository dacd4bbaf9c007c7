import { DocumentError } from "./document-error.js";
import { openDocumentFolder, type DocumentFolder } from "./document-folder.js";
import { checkExpansion } from "./document-expansion.js";
import { limits } from "./limits.js";
import { parseDocument, tooDeep } from "./parse-document.js";

/** The member of the whole document that holds the other files. */
const filesMember = "x-document-files";

/**
 * Loads an OpenAPI document with all files that it refers to, as one value whose references are local. So nothing
 * that reads it later has anything to fetch. Circular references stay as they are.
 *
 * Only files in the folder of the document, and below it, are read.
 *
 * @throws DocumentError
 */
export async function loadDocument(file: string): Promise<Record<string, unknown>> {
  const folder = await openDocumentFolder(file);
  /** Each file by its name, with its place in the whole document. */
  const places = new Map<string, string>([[folder.root, "#"]]);
  const contents: unknown[] = [];
  const count = { values: 0 };
  // A file that is found while another one is read joins the end of the map.
  for (const [name] of places) {
    const value = parseDocument(await folder.read(name), name);
    contents.push(localCopy(value, { name, folder, places, count }));
  }
  const [root, ...others] = contents;
  if (!isObject(root)) throw new DocumentError(`${folder.root} must hold an object.`);
  const whole = others.length === 0 ? root : { ...root, [filesMember]: others };
  checkExpansion(whole);
  return whole;
}

interface CopiedFile {
  readonly name: string;
  readonly folder: DocumentFolder;
  readonly places: Map<string, string>;
  readonly count: { values: number };
}

/** Copies a value, aliases and all, with its references made local ones of the whole document. */
function localCopy(value: unknown, file: CopiedFile, depth = 0): unknown {
  file.count.values += 1;
  if (file.count.values > limits.documentValues) {
    throw new DocumentError(
      `The document has more than ${String(limits.documentValues)} values, with those that its YAML aliases stand for.`,
    );
  }
  if (depth > limits.documentDepth) throw tooDeep(file.name);
  if (Array.isArray(value)) return value.map((item) => localCopy(item, file, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === "$ref" && typeof member === "string"
        ? localReference(member, file)
        : localCopy(member, file, depth + 1),
    ]),
  );
}

function localReference(reference: string, { name, folder, places }: CopiedFile): string {
  const mark = reference.indexOf("#");
  const file = mark < 0 ? reference : reference.slice(0, mark);
  const fragment = mark < 0 ? "" : reference.slice(mark + 1);
  // A name such as `#pet` is no place; who checks values finds it beside the schema.
  if (file === "" && fragment !== "" && !fragment.startsWith("/")) return reference;
  if (fragment !== "" && !fragment.startsWith("/")) {
    throw new DocumentError(
      `${name} has a $ref with a fragment that is not a JSON pointer: ${JSON.stringify(reference.slice(0, 200))}.`,
    );
  }
  const target = file === "" ? name : folder.find(name, file);
  const place = places.get(target) ?? `#/${filesMember}/${String(places.size - 1)}`;
  places.set(target, place);
  return place + fragment;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
