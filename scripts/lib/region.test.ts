import { describe, expect, it } from "vitest";
import { replaceRegion } from "./region.js";

const page = "a\n<!-- generated:x -->\nold\n<!-- /generated:x -->\nb";

describe("replaceRegion", () => {
  it("replaces the region and nothing else, again and again", () => {
    const once = replaceRegion(page, "x", "new");
    expect(once).toBe("a\n<!-- generated:x -->\n\nnew\n\n<!-- /generated:x -->\nb");
    expect(replaceRegion(once, "x", "new")).toBe(once);
  });

  it.each([
    ["no region", "text"],
    ["no end", "<!-- generated:x -->"],
    ["another name", page.replaceAll(":x", ":y")],
    ["two regions", `${page}${page}`],
  ])("refuses a text with %s", (_name, text) => {
    expect(() => replaceRegion(text, "x", "new")).toThrow(
      "The text needs one region, from <!-- generated:x --> to <!-- /generated:x -->.",
    );
  });
});
