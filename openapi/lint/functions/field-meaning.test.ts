import { describe, expect, it } from "vitest";
import { fieldMeaning } from "./field-meaning.js";

function check(field: unknown, document: object = { "x-document": { type: "identity-card" } }) {
  const schema = { ...document, properties: { Field: field } };
  const context = { path: ["components", "schemas", "Card"] };
  return fieldMeaning(schema, null, context).map(({ message }) => message);
}

describe("fieldMeaning", () => {
  it.each([
    ["a name", { "x-field": { attribute: "surname" } }],
    ["a date", { "x-field": { attribute: "birthDate", date: { formats: ["dd.MM.yyyy"] } } }],
    [
      "a month in two languages and a two-digit year",
      {
        "x-field": {
          attribute: "birthDate",
          date: { formats: ["dd MMM/MMM yy"], languages: ["sv", "en"], twoDigitYear: "past" },
        },
      },
    ],
    [
      "a day of expiry that may have no end",
      {
        "x-field": {
          attribute: "expiryDate",
          date: { formats: ["dd.MM.yyyy"], noEnd: ["LIFELONG"] },
        },
      },
    ],
    [
      "a full name with its order",
      { "x-field": { attribute: "fullName", nameOrder: "given-first" } },
    ],
    ["a sex", { "x-field": { attribute: "sex", values: { F: ["K"], M: ["M"] } } }],
    ["a nationality", { "x-field": { attribute: "nationality", values: { SE: ["SVENSK"] } } }],
    ["a nationality in free words", { "x-field": { attribute: "nationality" } }],
  ])("accepts %s", (_name, field) => {
    expect(check(field)).toEqual([]);
  });

  it("asks nothing of messages that are no documents", () => {
    expect(check({ type: "string" }, {})).toEqual([]);
  });

  it.each([
    ["a field without a meaning", { type: "string" }, /Field Field has no x-field/],
    ["a date without a format", { "x-field": { attribute: "birthDate" } }, /Add x-field\.date/],
    [
      "a name with a date format",
      { "x-field": { attribute: "surname", date: { formats: ["yyyy"] } } },
      /surname is no date/,
    ],
    ["a sex without values", { "x-field": { attribute: "sex" } }, /must map printed values/],
    [
      "a name with values",
      { "x-field": { attribute: "surname", values: { F: ["K"] } } },
      /only a sex does/,
    ],
    [
      "a two-digit year without a rule",
      { "x-field": { attribute: "birthDate", date: { formats: ["dd.MM.yy"] } } },
      /Add x-field\.date\.twoDigitYear/,
    ],
    [
      "a rule without a two-digit year",
      {
        "x-field": {
          attribute: "birthDate",
          date: { formats: ["dd.MM.yyyy"], twoDigitYear: "past" },
        },
      },
      /Take x-field\.date\.twoDigitYear away/,
    ],
    [
      "a birth without an end",
      {
        "x-field": {
          attribute: "birthDate",
          date: { formats: ["dd.MM.yyyy"], noEnd: ["LIFELONG"] },
        },
      },
      /Take x-field\.date\.noEnd away/,
    ],
    [
      "an order of a surname",
      { "x-field": { attribute: "surname", nameOrder: "given-first" } },
      /Take x-field\.nameOrder away/,
    ],
    [
      "a month without a language",
      { "x-field": { attribute: "birthDate", date: { formats: ["d MMM yyyy"] } } },
      /1 times and names 0 languages/,
    ],
    [
      "one language for two months",
      {
        "x-field": {
          attribute: "birthDate",
          date: { formats: ["dd MMM/MMM yyyy"], languages: ["nl"] },
        },
      },
      /2 times and names 1 languages/,
    ],
  ])("refuses %s", (_name, field, message) => {
    expect(check(field)).toEqual([expect.stringMatching(message)]);
  });
});
