import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { child, isNode, resolve } from "../../openapi/lint/document.js";
import {
  everything,
  noteIds,
  notesFor,
  placesOfField,
  readApiNotes,
} from "../../scripts/docs/api-notes.js";
import { headingSlug } from "../../scripts/docs/slug.js";
import { placesOfOperation } from "../support/places-of-operation.js";

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

/** What is wrong, unclear or missing in the source, and the notes on questions it does not raise. */
interface Contradictions {
  contradictions: { section: string; about: string; note: string }[];
  others: string[];
}
const { contradictions, others }: Contradictions = JSON.parse(
  read("test/fixtures/documented-contradictions.json"),
);
const { sections }: { sections: { section: string; operationId: string }[] } = JSON.parse(
  read("test/fixtures/documented-api.json"),
);

const wholeDocument = "Whole document";
const page = read("docs/api-notes.md");
const notes = readApiNotes(page);
const bundle: unknown = JSON.parse(read("packages/openapi/openapi.json"));

/** Every name that a note can give, with what it names. */
const places = new Map<string, Set<string>>();

function add(place: string, kind: string): void {
  places.set(place, (places.get(place) ?? new Set()).add(kind));
}

add(everything, "everything");
for (const operation of catalogue.operations) {
  add(operation.operationId, "operation");
  for (const { key } of operation.outcomes) add(`${operation.operationId}: ${key}`, "outcome");
}
for (const { operationId } of catalogue.callbacks) add(operationId, "operation");
for (const webhook of Object.values(child(bundle, "webhooks"))) {
  for (const { operationId } of Object.values(isNode(webhook) ? webhook : {}).filter(isNode)) {
    add(String(operationId), "operation");
  }
}
for (const [kind, components] of Object.entries(child(bundle, "components"))) {
  for (const [name, component] of Object.entries(isNode(components) ? components : {})) {
    add(name, kind);
    if (kind !== "schemas") continue;
    for (const [key, value] of Object.entries(child(component, "properties"))) {
      add(`${name}.${key}`, "property");
      const attribute = child(resolve(bundle, value), "x-field")["attribute"];
      if (typeof attribute === "string") add(`attribute: ${attribute}`, "attribute");
    }
  }
}

describe("the notes on the source", () => {
  it("are all read", () => {
    const lines = page.split("\n").filter((line) => line.startsWith("|"));
    const tables = page.split("\n").filter((line) => line.startsWith("## ")).length;
    expect(notes).toHaveLength(lines.length - 2 * tables);
  });

  it.each(contradictions)("have $note for $about in $section", ({ section, note }) => {
    const operationId = sections.find((one) => one.section === section)?.operationId;
    const home = notes.find(({ id }) => id === note)?.section ?? "no such note";
    const own = `\`${String(operationId)}\`, `;
    expect(home === wholeDocument || home.startsWith(own), home).toBe(true);
  });

  it("are for a contradiction, or are named as the others in the order of the page", () => {
    const needed = new Set(contradictions.map(({ note }) => note));
    expect(notes.map(({ id }) => id).filter((id) => !needed.has(id))).toEqual(others);
  });

  it("name only what the contract has", () => {
    const unknown = notes.flatMap(({ id, concerns }) =>
      concerns.filter((place) => !places.has(place)).map((place) => `${id}: ${place}`),
    );
    expect(unknown).toEqual([]);
  });

  it("name each place once in a row, and by a name that only one thing has", () => {
    for (const { concerns } of notes) {
      expect(new Set(concerns).size).toBe(concerns.length);
      for (const place of concerns) expect([place, places.get(place)?.size]).toEqual([place, 1]);
    }
  });

  it("have anchors that no other row and no heading of the page has", () => {
    const taken = new Set<string>();
    for (const [, heading = ""] of page.matchAll(/^#+ (.*)$/gm)) {
      headingSlug(heading.replaceAll("`", ""), taken);
    }
    const ids = noteIds(page);
    expect(new Set([...ids, ...taken]).size).toBe(ids.length + taken.size);
    expect(ids.filter((id) => !/^[a-z][\w-]*$/.test(id))).toEqual([]);
    expect(ids).toEqual(notes.map(({ id }) => id));
  });

  it.each(catalogue.operations.map((operation) => ({ operation, id: operation.operationId })))(
    "have one for $id, and in its section only what belongs to it",
    ({ operation, id }) => {
      const own = placesOfOperation(operation, catalogue);
      expect(own.filter((place) => !places.has(place))).toEqual([]);
      expect(notesFor(notes, ...own).length).toBeGreaterThan(0);
      const section = notes.filter((note) => note.section.startsWith(`\`${id}\`,`));
      const callbacks = [...places.keys()].filter(
        (place) => operation.callback !== undefined && /^(receive|Callback)/.test(place),
      );
      const stray = section.filter(
        ({ concerns }) => !concerns.some((place) => [...own, ...callbacks].includes(place)),
      );
      expect(section.length).toBeGreaterThan(0);
      expect(stray).toEqual([]);
    },
  );

  /** A wire name in code, in the cell about the source, is what the row is about. */
  it("name each property that the source is said to have", () => {
    const missing = notes.flatMap(({ id, section, says, concerns }) => {
      const [, operationId] = /^`(\w+)`/.exec(section) ?? [];
      const operation = catalogue.operations.find((one) => one.operationId === operationId);
      if (operation === undefined) return [];
      const own = placesOfOperation(operation, catalogue);
      return [...says.matchAll(/`(\w+)`/g)]
        .map(([, name = ""]) => own.filter((place) => place.endsWith(`.${name}`)))
        .filter((fields) => fields.length > 0 && !/\.(status|message)$/.test(fields[0] ?? ""))
        .filter((fields) => !fields.some((field) => isCovered(field, concerns)))
        .map((fields) => `${id}: ${fields.join(" or ")}`);
    });
    expect(missing).toEqual([]);
  });

  const isCovered = (field: string, concerns: readonly string[]): boolean =>
    concerns.some((place) => place === field || place === field.split(".")[0]);
});

describe("the contradictions of the source", () => {
  it("stand in the order of its sections, of which each has some", () => {
    const order = contradictions
      .map(({ section }) => section)
      .filter((section, index) => section !== contradictions[index - 1]?.section);
    expect(order).toEqual([wholeDocument, ...sections.map(({ section }) => section)]);
  });

  it("are each told once, in a few words", () => {
    const told = contradictions.map(({ section, about }) => `${section}: ${about}`);
    const pairs = contradictions.map(({ section, note }) => `${section}: ${note}`);
    expect(new Set(told).size).toBe(told.length);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(contradictions.filter(({ about }) => about === "" || about.length > 80)).toEqual([]);
  });
});

describe("notesFor", () => {
  it("finds the notes of a property, its own and those of its attribute", () => {
    const field = { name: "nationnality", meaning: { attribute: "nationality" } };
    const ids = (found: typeof notes) => found.map(({ id }) => id);
    expect(ids(notesFor(notes, "IndonesianIdCard.nationnality"))).toEqual([
      "indonesianidcard-nationnality",
    ]);
    expect(ids(notesFor(notes, ...placesOfField("IndonesianIdCard", field)))).toEqual([
      "attribute-birthplace",
      "indonesianidcard-nationnality",
    ]);
    expect(notesFor(notes, "Nothing")).toEqual([]);
  });
});

describe("readApiNotes", () => {
  const table = (...rows: readonly string[]) =>
    ["## A", "", "| Concerns | The source says | The contract does | Why |", "| - | - | - | - |"]
      .concat(rows)
      .join("\n");

  it("numbers rows about the same place", () => {
    const row = "| `A.b_c`, `d: e-f` | `x` \\| y | does | why |";
    expect(readApiNotes(table(row, row, "| everything | a | b | c |"))).toEqual([
      {
        id: "a-b_c",
        section: "A",
        says: "`x` | y",
        does: "does",
        why: "why",
        concerns: ["A.b_c", "d: e-f"],
      },
      expect.objectContaining({ id: "a-b_c-2" }),
      expect.objectContaining({ id: "everything", concerns: ["everything"] }),
    ]);
  });

  it.each([
    ["a row with three cells", "| `A` | b | c |", "docs/api-notes.md:5: a row has 4 cells"],
    ["a row with five cells", "| `A` | b | c | d | e |", "docs/api-notes.md:5: a row has 4 cells"],
    ["an empty cell", "| `A` | b |  | d |", "docs/api-notes.md:5: a row has 4 cells"],
    ["a place that is no code", "| A | b | c | d |", "docs/api-notes.md:5: A names no place"],
    ["places without a space", "| `A`,`B` | b | c | d |", "`A`,`B` names no place"],
    ["a place of three parts", "| `A.b.c` | b | c | d |", "`A.b.c` names no place"],
  ])("refuses %s", (_, row, message) => {
    expect(() => readApiNotes(table(row))).toThrow(message);
  });

  it("refuses a table with other columns", () => {
    expect(() => readApiNotes("| A | B | C | D |")).toThrow("docs/api-notes.md:1: the columns");
  });
});
