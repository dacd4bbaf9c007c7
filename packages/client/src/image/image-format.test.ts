import { describe, expect, it } from "vitest";
import { imageFormat } from "./image-format.js";

const files: Record<string, string> = {
  JPEG: "ffd8ffe000104a4649460001",
  PNG: "89504e470d0a1a0a0000000d",
  BMP: "424d46000000000000003600",
  GIF: "474946383961010001000000",
  WebP: "524946461a00000057454250",
  AVIF: "0000001c6674797061766966",
  HEIC: "000000186674797068656963",
  TIFF: "49492a000800000000000000",
  PDF: "255044462d312e370a25e2e3",
};

describe("imageFormat", () => {
  it.each(Object.entries(files))("knows %s", (name, hex) => {
    expect(imageFormat(Buffer.from(hex, "hex"))?.name).toBe(name);
  });

  it.each([
    ["HEIC, by another brand", "0000001c667479706d696631", "HEIC"],
    ["TIFF, big end first", "4d4d002a0000000800000000", "TIFF"],
  ])("knows %s", (_name, hex, name) => {
    expect(imageFormat(Buffer.from(hex, "hex"))?.name).toBe(name);
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
