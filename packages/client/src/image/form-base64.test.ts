import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formBase64, toBase64ByText } from "./form-base64.js";

function expected(bytes: Uint8Array): string {
  return new URLSearchParams({ img: Buffer.from(bytes).toString("base64") }).toString();
}

function actual(bytes: Uint8Array): string {
  return `img=${formBase64(bytes)}`;
}

describe("formBase64", () => {
  it("gives the text of URLSearchParams, whatever the picture", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(actual(bytes)).toBe(expected(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it("encodes more than one step", () => {
    const bytes = new Uint8Array(100_001).map((_zero, index) => index % 251);
    expect(actual(bytes)).toBe(expected(bytes));
  });

  it.each([0, 1, 2, 3, 4, 5, 999, 1000, 1001])(
    "encodes %i bytes that are nothing but escapes",
    (length) => {
      const bytes = new Uint8Array(length).fill(0xff);
      expect(actual(bytes)).toBe(expected(bytes));
    },
  );

  it("encodes a part of a buffer, and not all of it", () => {
    const bytes = new Uint8Array([0, 1, 2, 3, 4, 5]).subarray(2, 5);
    expect(actual(bytes)).toBe("img=AgME");
  });
});

describe("toBase64ByText", () => {
  it("gives what Buffer gives", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(toBase64ByText(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
    );
    const step = new Uint8Array(12_288).fill(0xa5);
    expect(toBase64ByText(step)).toBe(Buffer.from(step).toString("base64"));
  });
});
