import { catalogue, type Catalogue, type FieldMeaning } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { documentsTarget } from "./documents.js";

/** What the target makes of a changed catalogue. */
async function emit(change: (copy: Catalogue) => void = () => undefined): Promise<string> {
  const copy = structuredClone(catalogue);
  change(copy);
  const [file] = await documentsTarget.emit({ catalogue: copy, bundle: {} });
  return file?.text ?? "";
}

function meaning(copy: Catalogue, message: string, name: string): FieldMeaning {
  const fields = copy.messages.find((candidate) => candidate.name === message)?.fields;
  const found = fields?.find((field) => field.name === name)?.meaning;
  if (found === undefined) throw new Error(`${message} has no meaning for ${name}.`);
  return found;
}

describe("the target of the documents", () => {
  it("makes a type of each document, and one more where there are several", async () => {
    const text = await emit();
    const types = [...text.matchAll(/^export interface (\w+) extends DocumentFrame</gm)];
    const documents = catalogue.messages.filter(({ document }) => document);
    expect(types.map(([, name]) => name).sort()).toEqual(
      [...documents.map(({ name }) => `${name}Document`), "UnknownThaiDocument"].sort(),
    );
  });

  it("takes what the catalogue says, and leaves out what it does not", async () => {
    const text = await emit((copy) => {
      meaning(copy, "GermanIdCard", "Nationality").attribute = "sex";
      copy.operations = copy.operations.filter(
        ({ operationId }) => operationId === "recognizeGermanIdCard",
      );
    });
    expect(text).toMatch(/GermanIdCardDocument extends[^}]*readonly sex\?: Sex;/);
    expect(text).not.toContain("Dutch");
    expect(text).not.toContain("in-aadhaar");
  });

  it("takes scripts, patterns and the pairs of sides from the catalogue", async () => {
    const text = await emit((copy) => {
      meaning(copy, "GermanIdCard", "Surname").script = "Thai";
      meaning(copy, "GermanIdCard", "CardNumber").number = {
        scheme: "de-test",
        form: "^a/b$",
        neverIssued: ["^x", "y$"],
        checkDigit: { algorithm: "luhn", place: 3, span: 2 },
      };
      copy.operations = copy.operations.filter(({ operationId }) =>
        /German|Colombian/.test(operationId),
      );
    });
    expect(text).toContain('export type Script = "Latn" | "Thai";');
    expect(text).toContain(
      '"de-test": {  form: /^a\\/b$/, neverIssued: [/^x/, /y$/], checkDigit: {"algorithm":"luhn","place":3,"span":2},',
    );
    expect(text).toMatch(
      /backOperations = \{\nrecognizeColombianIdCardFront: "recognizeColombianIdCardBack",\n\} as const/,
    );
  });

  it.each([
    [
      "a front without a back",
      (copy: Catalogue) => {
        copy.operations = copy.operations.filter(
          ({ operationId }) => operationId !== "recognizeColombianIdCardBack",
        );
      },
      "recognizeColombianIdCardFront: it is a front without a back.",
    ],
    [
      "a scheme with two meanings",
      (copy: Catalogue) => {
        const { number } = meaning(copy, "IndianAadhaarBack", "CardNumber");
        if (number) number.form = "^[0-9]{12}$";
      },
      "CardNumber: in-aadhaar means something else in another field.",
    ],
    [
      "fields of one attribute of two kinds",
      (copy: Catalogue) => {
        delete meaning(copy, "ThaiIdCard", "birthTh").date;
      },
      "ThaiIdCardDocument: birthEn is of another kind than birthDate.",
    ],
    [
      "attributes of different kinds in different documents",
      (copy: Catalogue) => {
        delete meaning(copy, "GermanIdCard", "DateOfBirth").date;
      },
      "An attribute is of different kinds in different documents.",
    ],
    [
      "several documents without a condition",
      (copy: Catalogue) => {
        for (const { outcomes } of copy.operations)
          for (const outcome of outcomes) delete outcome.when;
      },
      "recognizeThaiDocument: its documents need a condition and one country.",
    ],
    [
      "a document that a pattern tells",
      (copy: Catalogue) => {
        for (const { outcomes } of copy.operations) {
          for (const outcome of outcomes) if (outcome.when) outcome.when = { pattern: "^Thai" };
        }
      },
      "recognizeThaiDocument: a document is told by a property, not by a pattern.",
    ],
  ])("refuses %s", async (_fault, change, message) => {
    await expect(async () => emit(change)).rejects.toThrow(message);
  });
});
