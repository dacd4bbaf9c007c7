import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { extensionSchemas } from "./extension-schemas.js";

const ajv = addFormats.default(new Ajv2020({ strict: true, allowUnionTypes: true }));

const right: [keyof typeof extensionSchemas, unknown][] = [
  ["x-accepts", "digits and spaces"],
  ["x-assumed", true],
  ["x-assumed", "The source is silent."],
  ["x-billing", "charge"],
  ["x-billing", "unknown"],
  ["x-document", { type: "identity-card", country: "IN", side: "back" }],
  ["x-failure", "not-found"],
  ["x-cause", "image-size"],
  ["x-field", { attribute: "surname" }],
  ["x-field", { attribute: "birthDate", date: { formats: ["dd MMM/MMM yy", "yyyyMM"] } }],
  [
    "x-field",
    {
      attribute: "documentNumber",
      number: {
        scheme: "de-identity-card",
        form: "^[A-Z]{9}$",
        checkDigit: { algorithm: "icao-7-3-1", length: 10 },
      },
    },
  ],
  ["x-image", { mediaTypes: ["image/png"], maxBytes: 2, recommendedBytes: 1 }],
  ["x-retry", "poll"],
  ["x-secret", true],
  [
    "x-variants",
    [{ key: "not-sure", description: "One.", when: { property: "result", equals: "NOT SURE" } }],
  ],
  [
    "x-variants",
    [{ key: "no-face", description: "One.", when: { pattern: "^NO" }, retry: "never" }],
  ],
];

const wrong: [keyof typeof extensionSchemas, unknown][] = [
  ["x-accepts", "Digits and spaces."],
  ["x-accepts", true],
  ["x-assumed", false],
  ["x-assumed", "no sentence"],
  ["x-billing", "gratis"],
  ["x-billing", true],
  ["x-document", { type: "identity-card", country: "India" }],
  ["x-document", { type: "passport", country: "IN" }],
  ["x-failure", "oops"],
  ["x-cause", "image"],
  ["x-field", { attribute: "familyName" }],
  ["x-field", { attribute: "birthDate", date: { formats: ["DD.MM.YYYY"] } }],
  ["x-field", { attribute: "birthDate", date: { formats: [] } }],
  ["x-field", { attribute: "sex", values: { female: ["F"] } }],
  ["x-field", { attribute: "surname", dates: {} }],
  ["x-field", { attribute: "documentNumber", number: { scheme: "de-card", form: "[A-Z]" } }],
  ["x-field", { attribute: "documentNumber", number: { scheme: "de-card", form: "^[A-Z$" } }],
  [
    "x-field",
    {
      attribute: "documentNumber",
      number: { scheme: "de-card", form: "^1$", checkDigit: { algorithm: "crc32" } },
    },
  ],
  ["x-image", { mediaTypes: ["jpeg"], maxBytes: 2, recommendedBytes: 1 }],
  ["x-retry", "always"],
  ["x-secret", "yes"],
  ["x-variants", []],
  ["x-variants", [{ key: "Not Sure", description: "One.", when: { pattern: "x" } }]],
  ["x-variants", [{ key: "not-sure", description: "One.", when: {} }]],
  ["x-variants", [{ key: "not-sure", description: "One.", when: { pattern: "(" } }]],
];

describe("extensionSchemas", () => {
  it.each(right)("%s accepts %j", (name, value) => {
    expect(ajv.validate(extensionSchemas[name], value)).toBe(true);
  });

  it.each(wrong)("%s refuses %j", (name, value) => {
    expect(ajv.validate(extensionSchemas[name], value)).toBe(false);
  });

  it("has both sides tested for every extension", () => {
    const tested = (table: typeof right) => new Set(table.map(([name]) => name));
    const names = new Set(Object.keys(extensionSchemas));
    expect(tested(right)).toEqual(names);
    expect(tested(wrong)).toEqual(names);
  });
});
