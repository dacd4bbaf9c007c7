import { expect, it, vi } from "vitest";
import { ImageError } from "./image-error.js";
import { isAisolutionError } from "./is-aisolution-error.js";

const facts = { operationId: "x", attempts: 0, billing: "free", retryable: false } as const;

it("knows the errors of another copy of the package", async () => {
  vi.resetModules();
  const copy = await import("./image-error.js");
  const foreign: unknown = new copy.ImageError("text", facts);
  expect(foreign).not.toBeInstanceOf(ImageError);
  expect(isAisolutionError(foreign)).toBe(true);
  expect(isAisolutionError(foreign, "ImageError")).toBe(true);
  expect(isAisolutionError(foreign, "FaceError")).toBe(false);
});

it.each([
  undefined,
  null,
  "ImageError",
  {},
  new Error("x"),
  { name: "ImageError", billing: "free" },
])("knows that %o is none", (value) => {
  expect(isAisolutionError(value)).toBe(false);
  expect(isAisolutionError(value, "ImageError")).toBe(false);
});
