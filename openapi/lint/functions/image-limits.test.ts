import { describe, expect, it } from "vitest";
import { imageLimits } from "./image-limits.js";

const context = { path: ["components", "schemas", "Image"] };

describe("imageLimits", () => {
  it.each([
    ["no picture", { maxLength: 1 }],
    ["limits that agree", { maxLength: 4, "x-image": { maxBytes: 3 } }],
    ["limits that agree, rounded up", { maxLength: 8, "x-image": { maxBytes: 4 } }],
  ])("accepts %s", (_name, schema) => {
    expect(imageLimits(schema, null, context)).toEqual([]);
  });

  it.each([
    ["a shorter text", { maxLength: 4, "x-image": { maxBytes: 4 } }],
    ["no length", { "x-image": { maxBytes: 4 } }],
  ])("refuses %s, and gives the right length", (_name, schema) => {
    expect(imageLimits(schema, null, context)).toEqual([
      { message: expect.stringContaining("Set it to 8"), path: context.path },
    ]);
  });
});
