import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formBase64, toBase64, toBase64BySteps } from "./form-base64.js";

describe.each([
  ["toBase64", toBase64],
  ["toBase64BySteps", toBase64BySteps],
])("%s", (_name, encode) => {
  it("gives what Buffer gives, for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(encode(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
    );
  });

  it("encodes a part of a buffer, and not all of it", () => {
    const bytes = new Uint8Array([0, 1, 2, 3, 4, 5]).subarray(2, 5);
    expect(encode(bytes)).toBe("AgME");
  });

  it("encodes more than one step", () => {
    const bytes = new Uint8Array(100_001).map((_zero, index) => index % 251);
    expect(encode(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  });
});

it("escapes as URLSearchParams does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const base64 = Buffer.from(bytes).toString("base64");
      const expected = new URLSearchParams({ img: base64 }).toString();
      expect(`img=${formBase64(bytes)}`).toBe(expected);
      expect(`img=${formBase64(base64)}`).toBe(expected);
    }),
  );
});
