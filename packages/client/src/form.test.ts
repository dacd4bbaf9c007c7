import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeForm } from "./form.js";

describe("encodeForm", () => {
  it("gives the bytes of URLSearchParams for any text", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 4 }), (entries) => {
        const fields = Object.fromEntries(entries);
        expect(encodeForm(fields)).toBe(new URLSearchParams(Object.entries(fields)).toString());
      }),
    );
  });

  it("gives the bytes of URLSearchParams for base64", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const img = Buffer.from(bytes).toString("base64");
        expect(encodeForm({ img })).toBe(new URLSearchParams({ img }).toString());
        expect(new URLSearchParams(encodeForm({ img })).get("img")).toBe(img);
      }),
    );
  });

  it("leaves out what is undefined", () => {
    expect(encodeForm({ number: "1", country: undefined, callback: "" })).toBe(
      "number=1&callback=",
    );
  });

  it.each([
    ["no form", undefined, /The form is undefined/],
    ["a form that is a text", "img=1", /The form is of type string/],
    ["a list", [], /The form is an array, a FormData or the like/],
    ["a Map", new Map([["img", "AA=="]]), /Give a plain object/],
    ["URLSearchParams", new URLSearchParams("img=AA"), /Give a plain object/],
    ["a FormData", new FormData(), /Give a plain object/],
    ["a field that is null", { img: null }, /The field img is null/],
    ["bytes in place of base64", { img: new Uint8Array([1]) }, /The field img is of type object/],
  ])("refuses %s and says what is accepted", (_name, form, message) => {
    expect(() => encodeForm(form)).toThrow(message);
  });
});
