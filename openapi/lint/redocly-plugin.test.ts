import { describe, expect, it } from "vitest";
import { pathFileName } from "./redocly-plugin.js";

// The rules themselves are tested on a copy of the contract, in test/contract/faults.test.ts.
describe("pathFileName", () => {
  it.each([
    ["/v1/de_ocr/general", "de_ocr-general.yaml"],
    ["/v1/ocr_id", "ocr_id.yaml"],
  ])("%s lives in %s", (url, file) => {
    expect(pathFileName(url)).toBe(file);
  });
});
