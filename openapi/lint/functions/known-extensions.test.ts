import { describe, expect, it } from "vitest";
import { knownExtensions } from "./known-extensions.js";

const options = { names: ["x-billing", "x-retry"] };

describe("knownExtensions", () => {
  it.each([
    ["known extensions anywhere", { "x-billing": "free", a: [{ b: { "x-retry": "never" } }] }],
    ["any key in the value of an example", { examples: { a: { value: { "x-other": 1 } } } }],
    ["other keys", { type: "object" }],
  ])("accepts %s", (_name, document) => {
    expect(knownExtensions(document, options)).toEqual([]);
  });

  it("names a typing error and its place", () => {
    const document = { components: { schemas: [{ "x-biling": "free" }] } };
    expect(knownExtensions(document, options)).toEqual([
      {
        message: expect.stringMatching(/^x-biling is no extension .* x-billing, x-retry/),
        path: ["components", "schemas", 0, "x-biling"],
      },
    ]);
  });
});
