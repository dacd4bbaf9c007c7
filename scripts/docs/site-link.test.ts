import { catalogue } from "@aisolution/openapi";
import { expect, it } from "vitest";
import { siteLinks } from "./site-link.js";

const fromGuide = siteLinks(catalogue, "docs/guides/images.md", "guides/images.html");
const fromStart = siteLinks(catalogue, "docs/index.md", "index.html");
const fromPackage = siteLinks(catalogue, "packages/client/README.md", "packages/client.html");

it.each([
  [fromGuide, "errors.md", "errors.html"],
  [fromGuide, "errors.md#every-class", "errors.html#every-class"],
  [fromGuide, "#formats", "#formats"],
  [fromGuide, "../api-notes.md#image", "../api-notes.html#image"],
  [fromGuide, "../operations/addFace.md", "../reference.html#/face/addface"],
  [fromGuide, "../operations/addFace.md#outcomes", "../reference.html#/face/addface"],
  [fromGuide, "../downloads/bruno/bruno.json", "../downloads.html"],
  [fromGuide, "../../packages/client/README.md", "../packages/client.html"],
  [fromGuide, "../../packages/client", "../packages/client.html"],
  [fromGuide, "https://nodejs.org/", "https://nodejs.org/"],
  [fromStart, "guides/images.md", "guides/images.html"],
  [fromPackage, "../documents", "documents.html"],
])("leads on: %#", (link, href, expected) => {
  expect(link(href)).toBe(expected);
});

it("refuses what the site does not have, and says where", () => {
  expect(() => fromGuide("../../LICENSE")).toThrow("docs/guides/images.md links to ../../LICENSE");
});
