import { catalogue, type FieldMeaning } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { extensionSchemas } from "../../openapi/lint/extension-schemas.js";
import { child, isNode, list } from "../../openapi/lint/document.js";
import { httpErrorsOf } from "./http-errors-of.js";
import { code, codeBlock } from "./escape/markdown.js";
import { inWords, table } from "./markdown.js";
import { meaningText } from "./meaning-text.js";
import {
  assumedErrorsText,
  assumedText,
  assumptionText,
  callbackTable,
  httpErrorsTable,
  imageLimitsText,
  messageTable,
  outcomesTable,
  requestTable,
  sizeText,
} from "./operation-text.js";
import { explanation, legend } from "./value-text.js";

const meanings: readonly FieldMeaning[] = [
  ...catalogue.messages.flatMap(({ fields }) => fields),
  ...catalogue.callbacks.flatMap(({ parameters }) => parameters),
].flatMap(({ meaning }) => (meaning === undefined ? [] : [meaning]));

describe("meaningText", () => {
  it.each<[string, FieldMeaning, string]>([
    [
      "a date",
      { attribute: "birthDate", date: { formats: ["dd.MM.yyyy"] } },
      "Normalised as `birthDate`. Date: `dd.MM.yyyy`.",
    ],
    [
      "a date in two languages, with two digits of the year",
      {
        attribute: "expiryDate",
        date: {
          formats: ["dd MMM/MMM yy"],
          languages: ["nl", "en"],
          twoDigitYear: "nearest",
        },
      },
      "Normalised as `expiryDate`. Date: `dd MMM/MMM yy`. Month in Dutch (`nl`) and English (`en`). Year of two digits: the year nearest to today, before or after it.",
    ],
    [
      "a Buddhist date",
      {
        attribute: "issueDate",
        date: { formats: ["d MMM yyyy", "d MMMM yyyy"], calendar: "buddhist", languages: ["th"] },
      },
      "Normalised as `issueDate`. Date: `d MMM yyyy` or `d MMMM yyyy`. Month in Thai (`th`). Calendar `buddhist`: years are 543 higher; before 2484 (1941) they began on 1 April.",
    ],
    [
      "a number",
      {
        attribute: "personalNumber",
        number: {
          scheme: "se-personnummer",
          ignore: "- ",
          form: "^[0-9]{6}\\+?[0-9]{4}$",
          checkDigit: { algorithm: "luhn", length: 10 },
          structure: "personnummer",
        },
      },
      "Normalised as `personalNumber`. Number of the scheme `se-personnummer`: `^[0-9]{6}\\+?[0-9]{4}$`, without `-` and spaces. The last character is a check digit (`luhn`) where there are 10 characters. The number holds a birth date and more in a known structure (`personnummer`).",
    ],
    [
      "a number with a check digit inside, and numbers that nobody has",
      {
        attribute: "documentNumber",
        number: {
          scheme: "de-driving-licence",
          form: "^[A-Z0-9]{11}$",
          neverIssued: ["^0", "0$"],
          checkDigit: { algorithm: "mod-11-german-licence", place: 10, span: 9 },
        },
      },
      "Normalised as `documentNumber`. Number of the scheme `de-driving-licence`: `^[A-Z0-9]{11}$`. Never issued: `^0` or `0$`. Character 10 is a check digit of the last 9 (`mod-11-german-licence`).",
    ],
    [
      "an expiry that may have no end",
      { attribute: "expiryDate", date: { formats: ["yyyy"], noEnd: ["LIFELONG", "-"] } },
      "Normalised as `expiryDate`. Date: `yyyy`. Valid without an end: `LIFELONG` or `-`.",
    ],
    [
      "the order of a name",
      { attribute: "fullName", nameOrder: "surname-first" },
      "Normalised as `fullName`. Order: surnames, then given names.",
    ],
    [
      "a sex",
      { attribute: "sex", values: { F: ["V/F", "V"], M: ["M"] } },
      "Normalised as `sex`. Values: `V/F` or `V` is `F`; `M` is `M`.",
    ],
    [
      "all the rest",
      {
        attribute: "fullName",
        script: "Thai",
        titles: ["นาย", "นาง"],
        label: "ชื่อ",
        separator: "/",
        unit: "cm",
      },
      "Normalised as `fullName`. Script: Thai (`Thai`). Can begin with a title: `นาย` or `นาง`. Begins with the printed label `ชื่อ`. A list, with `/` between its items. Unit: `cm`.",
    ],
  ])("tells %s", (_name, meaning, text) => {
    expect(meaningText(meaning)).toBe(text);
  });

  /** All places in a meaning, by the schema of `x-field`: `date.formats`, `number.checkDigit.length`, … */
  const places = schemaPlaces(extensionSchemas["x-field"], []);

  it("knows the places of the schema", () => {
    expect(places.map((place) => place.join("."))).toEqual(
      expect.arrayContaining(["attribute", "date.formats", "number.checkDigit.length", "unit"]),
    );
  });

  // A new member of `x-field` that the text ignores fails here.
  it.each(places.map((place) => [place.join("."), place] as const))(
    "depends on %s",
    (_name, place) => {
      const meaning = meanings.find((candidate) => at(candidate, place) !== undefined);
      if (meaning === undefined) throw new Error("No field of the catalogue has this member.");
      const other = structuredClone(meaning);
      change(other, place);
      expect(meaningText(other)).not.toBe(meaningText(meaning));
    },
  );
});

function schemaPlaces(schema: unknown, parents: readonly string[]): readonly (readonly string[])[] {
  return Object.entries(child(schema, "properties")).flatMap(([name, property]) => {
    const place = [...parents, name];
    const inside = schemaPlaces(property, place);
    return inside.length > 0 ? inside : [place];
  });
}

function at(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((node, name) => (isNode(node) ? node[name] : undefined), value);
}

/** Another value of the same kind in a place of a meaning. */
function change(meaning: unknown, place: readonly string[]): void {
  const parent = at(meaning, place.slice(0, -1));
  const name = place.at(-1) ?? "";
  if (!isNode(parent)) throw new Error(`${place.join(".")} is not there.`);
  const value = parent[name];
  if (typeof value === "number") parent[name] = value + 1;
  else if (Array.isArray(value)) parent[name] = ["en"];
  else if (isNode(value)) parent[name] = { X: ["other"] };
  else if (
    name === "structure" ||
    name === "calendar" ||
    name === "twoDigitYear" ||
    name === "nameOrder"
  ) {
    // The text explains these by the schema, which has no word for an invented one.
    const { date, number, nameOrder } = extensionSchemas["x-field"].properties;
    const schemas = { ...date.properties, ...number.properties, nameOrder };
    parent[name] = list(schemas[name].enum).find((candidate) => candidate !== value);
  } else parent[name] = "Latn" === value ? "Thai" : "Latn";
}

describe("every explained value", () => {
  const { properties } = extensionSchemas["x-field"];
  it.each([
    ["billing", extensionSchemas["x-billing"]],
    ["retry", extensionSchemas["x-retry"]],
    ["calendar", properties.date.properties.calendar],
    ["twoDigitYear", properties.date.properties.twoDigitYear],
    ["nameOrder", properties.nameOrder],
  ])("of %s has its words in the schema", (_name, { description, enum: values }) => {
    const named = [...description.matchAll(/`([\w-]+)`: /g)].map(([, value]) => value);
    expect(named).toEqual(values);
    for (const value of values) expect(explanation(description, value)).toMatch(/\w$/);
  });

  it("is refused where the schema does not explain it", () => {
    expect(() => explanation("`a`: one.", "b")).toThrow('does not explain "b"');
  });
});

it("explains the values that are in use, each once, in the order of the schema", () => {
  const answers = [
    { billing: "free", retry: "backoff" },
    { billing: "charge", retry: "never" },
    { billing: "free", retry: "never" },
  ] as const;
  expect(legend(answers)).toBe(
    [
      "- **Billing.** `charge`: the call is charged. `free`: the call is not charged.",
      "- **Retry.** `never`: the outcome is final. `backoff`: nothing was done, send the same call again after a wait.",
    ].join("\n"),
  );
});

it("tells the limits of pictures", () => {
  expect(
    imageLimitsText({
      mediaTypes: ["image/jpeg", "image/png"],
      maxBytes: 2_097_152,
      recommendedBytes: 204_800,
    }),
  ).toBe(
    "JPEG or PNG, at most 2 MB (2,097,152 bytes) before base64. Up to 200 KB (204,800 bytes) the answer is quick.",
  );
});

it.each([
  [512, "512 bytes"],
  [1536, "1.5 KB (1,536 bytes)"],
  [2_147_483_648, "2048 MB (2,147,483,648 bytes)"],
])("writes %i bytes as %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

describe.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (_name, operation) => {
    it("has its fields in the table of the request", () => {
      const rows = cells(requestTable(operation));
      expect(rows.map(([name]) => name)).toEqual(
        operation.request.fields.map(({ name }) => `\`${name}\``),
      );
    });

    it("has its outcomes in the table of outcomes", () => {
      const rows = cells(outcomesTable(operation));
      expect(rows.map(([key, status, billing, retry]) => [key, status, billing, retry])).toEqual(
        operation.outcomes.map(({ key, status, billing, retry }) =>
          [key, status, billing, retry].map((value) => `\`${value}\``),
        ),
      );
      for (const [index, { description, assumed }] of operation.outcomes.entries()) {
        expect(rows[index]?.[4]).toContain(description);
        expect(rows[index]?.[4]?.includes("Assumed:")).toBe(assumed);
      }
    });

    it("has its HTTP errors in their table", () => {
      const rows = cells(httpErrorsTable(httpErrorsOf(operation, catalogue)));
      expect(rows.map(([status]) => Number(status))).toEqual(operation.httpErrors);
    });
  },
);

it("says which HTTP errors the source does not show", () => {
  const all = catalogue.httpErrors.map((error) => ({ ...error, assumed: true }));
  const known = all.map((error) => ({ ...error, assumed: false }));
  const [first] = all;
  expect(assumedErrorsText(all)).toBe("All are assumed.");
  expect(assumedErrorsText([...all.slice(0, 1), ...known])).toBe(
    `Assumed: ${String(first?.code)}.`,
  );
  expect(assumedErrorsText(known)).toBe("All are documented by the source.");
});

it("says what is assumed, and why where that is known", () => {
  const description = "What it is.";
  expect(assumedText({ description })).toBe(description);
  expect(assumedText({ description, assumed: "No sample." })).toBe(
    "What it is. Assumed: No sample.",
  );
  expect(assumptionText(true)).toBe("Assumed.");
});

const allTables = [
  ...catalogue.operations.flatMap((operation) => [
    requestTable(operation),
    outcomesTable(operation),
  ]),
  ...catalogue.messages.map(messageTable),
  ...catalogue.callbacks.map(callbackTable),
  httpErrorsTable(catalogue.httpErrors),
];

it("gives tables whose rows are as long as their heads", () => {
  for (const text of allTables) {
    const lengths = text.split("\n").map((row) => row.split(/(?<!\\)\|/).length);
    expect(new Set(lengths).size, text).toBe(1);
    expect(text.split("\n").length).toBeGreaterThan(2);
  }
});

it("never writes what is no text", () => {
  const text = [...allTables, ...meanings.map(meaningText)].join("\n");
  expect(text).not.toMatch(/undefined|\[object|NaN|``\s|\bnull\b/);
});

/** The cells of a table, without its head. */
function cells(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe("Markdown", () => {
  it("keeps a cell one line and one cell", () => {
    expect(table([["a"], ["b |\n c"]])).toBe("| a |\n| --- |\n| b \\| c |");
  });

  it.each([
    ["a", "`a`"],
    ["a`b", "`` a`b ``"],
  ])("writes %s as code", (text, wanted) => {
    expect(code(text)).toBe(wanted);
  });

  it("fences code that has a fence", () => {
    expect(codeBlock("md", "```\n")).toBe("````md\n```\n````");
  });

  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a or b"],
    [["a", "b", "c"], "a, b or c"],
  ])("joins %j", (members, wanted) => {
    expect(inWords(members, "or")).toBe(wanted);
  });
});
