import { describe, expect, it } from "vitest";
import { imageFormat } from "./image-format.js";

const files: Record<string, string> = {
  "image/jpeg": "ffd8ffe000104a4649460001",
  "image/png": "89504e470d0a1a0a0000000d",
  "image/bmp": "424d4600000000000000360000002800000008",
  "image/gif": "474946383961010001000000",
  "image/webp": "524946461a00000057454250",
  "image/avif": "0000001c6674797061766966",
  "image/heic": "000000186674797068656963",
  "image/tiff": "49492a000800000000000000",
  "application/pdf": "255044462d312e370a25e2e3",
};

describe("imageFormat", () => {
  it.each(Object.entries(files))("knows %s", (name, hex) => {
    expect(imageFormat(Buffer.from(hex, "hex"))).toBe(name);
  });

  it.each([
    ["HEIC, by another brand", "0000001c667479706d696631", "image/heic"],
    ["TIFF, big end first", "4d4d002a0000000800000000", "image/tiff"],
  ])("knows %s", (_name, hex, name) => {
    expect(imageFormat(Buffer.from(hex, "hex"))).toBe(name);
  });

  it.each([
    ["nothing", ""],
    ["a part of a signature", "ffd8"],
    ["a RIFF file that is no picture", "524946461a00000057415645"],
    ["text", Buffer.from("hello, world").toString("hex")],
    ["a signature in another place", "00ffd8ff0000000000000000"],
  ])("does not know %s", (_name, hex) => {
    expect(imageFormat(Buffer.from(hex, "hex"))).toBeUndefined();
  });
});
