/**
 * The name of something that a note concerns:
 *
 * - `recognizeGermanIdCard`: an operation, also of a webhook
 * - `addFace: fail`: an outcome of an operation, by its key
 * - `GermanIdCard`, `HttpError`, `token`: a component of the contract, of any kind
 * - `GermanIdCard.DateOfBirth`: a property of a schema
 * - `attribute: birthDate`: all properties with this `x-field.attribute`
 * - `everything`: the document as a whole; the only one that is not written as code
 */
export type Place = string;

/** The place of a note that is about no single thing. */
export const everything: Place = "everything";

/** One row of `docs/api-notes.md`. The texts are Markdown, on one line. */
export interface ApiNote {
  /** Anchor of the row in the page, made from its first place: `germanidcard-dateofbirth`. */
  readonly id: string;
  /** The heading above the table, in Markdown. */
  readonly section: string;
  readonly says: string;
  readonly does: string;
  readonly why: string;
  /** At least one. */
  readonly concerns: readonly Place[];
}

const columns = ["Concerns", "The source says", "The contract does", "Why"];

/**
 * Reads the notes on the source.
 *
 * @param markdown the text of `docs/api-notes.md`
 * @throws when a row is not whole, or names a place in another way; the message has the line
 */
export function readApiNotes(markdown: string): readonly ApiNote[] {
  const notes: ApiNote[] = [];
  const taken = new Set<string>();
  let section = "";
  let inTable = false;
  for (const [index, line] of markdown.split("\n").entries()) {
    const where = `docs/api-notes.md:${String(index + 1)}`;
    if (line.startsWith("## ")) section = line.slice(3).trim();
    if (!line.startsWith("|")) {
      inTable = false;
      continue;
    }
    const cells = readCells(line, where);
    if (!inTable) {
      if (cells.join("|") !== columns.join("|")) {
        throw new Error(`${where}: the columns of a table are ${columns.join(", ")}.`);
      }
      inTable = true;
    } else if (!cells.every((cell) => /^:?-+:?$/.test(cell))) {
      const [concerned = "", says = "", does = "", why = ""] = cells;
      const concerns = readPlaces(concerned, where);
      notes.push({ id: noteId(concerns, taken), section, says, does, why, concerns });
    }
  }
  return notes;
}

/**
 * The anchors of the rows, in the order in which the rows stand in the page: what `renderMarkdown` takes
 * as `rowAnchors`. The page has no other tables.
 */
export function noteIds(markdown: string): readonly string[] {
  return readApiNotes(markdown).map(({ id }) => id);
}

/** The notes that name one of the places, in the order of the page. */
export function notesFor(
  notes: readonly ApiNote[],
  ...places: readonly Place[]
): readonly ApiNote[] {
  return notes.filter(({ concerns }) => concerns.some((place) => places.includes(place)));
}

/** The places of a property: its own, and that of its attribute. */
export function placesOfField(
  schema: string,
  field: { readonly name: string; readonly meaning?: { readonly attribute?: string } },
): readonly Place[] {
  const attribute = field.meaning?.attribute;
  return [
    `${schema}.${field.name}`,
    ...(attribute === undefined ? [] : [`attribute: ${attribute}`]),
  ];
}

/** A vertical bar inside a cell has a backslash before it. */
function readCells(line: string, where: string): readonly string[] {
  const cells = line
    .trim()
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, "|"));
  if (cells.length !== columns.length || cells.includes("")) {
    throw new Error(`${where}: a row has ${String(columns.length)} cells, and none is empty.`);
  }
  return cells;
}

function readPlaces(cell: string, where: string): readonly Place[] {
  if (cell === everything) return [everything];
  return cell.split(", ").map((item) => {
    const [, place] = /^`(\w+(?:\.\w+|: [\w-]+)?)`$/.exec(item) ?? [];
    if (place === undefined) {
      throw new Error(`${where}: ${item} names no place. Write it as in the introduction.`);
    }
    return place;
  });
}

/** The first row about a place has its plain name, the second ends in `-2`. */
function noteId([place = everything]: readonly Place[], taken: Set<string>): string {
  const base = place.toLowerCase().replaceAll(/\W+/g, "-");
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${String(count)}`;
  taken.add(id);
  return id;
}
