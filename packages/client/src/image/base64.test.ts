import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64, toBase64ByTable } from "./base64.js";

describe.each([
  ["toBase64", toBase64],
  ["toBase64ByTable", toBase64ByTable],
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
});
