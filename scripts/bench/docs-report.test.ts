import { describe, expect, it } from "vitest";
import { docsSections, judgeDocs } from "./docs-report.js";
import {
  guideAgainName,
  guideName,
  plainName,
  referenceName,
  type DocsResults,
} from "./measure-docs.js";

const load = { firstPaint: 100, largestPaint: 120, blocked: 0 };

/** Figures of a run with two rounds. */
function results(changes: Partial<DocsResults> = {}): DocsResults {
  const names = [guideName, guideAgainName, referenceName, plainName];
  return {
    builds: [9_000, 11_000, 10_000],
    weights: new Map([[referenceName, { bytes: 2_900_000, gzipBytes: 700_000 }]]),
    loads: new Map([["Desktop", new Map(names.map((name) => [name, [load, load]]))]]),
    ...changes,
  };
}

describe("judgeDocs", () => {
  it.each([
    ["a quick build of a small page", {}, ["met", "met"]],
    ["one slow build", { builds: [9_000, 20_000] }, ["missed", "met"]],
    [
      "a page of 3 MB",
      { weights: new Map([[referenceName, { bytes: 3_000_000, gzipBytes: 1 }]]) },
      ["met", "missed"],
    ],
    ["a page that was not weighed", { weights: new Map() }, ["met", "missed"]],
  ] as const)("judges %s", (_, changes, verdicts) => {
    expect(judgeDocs(results(changes)).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe("docsSections", () => {
  it("compares each page with plain Redoc in the same rounds", () => {
    const loads = new Map([
      [
        "Desktop",
        new Map([
          [guideName, [load, load]],
          [guideAgainName, [load, load]],
          [
            plainName,
            [
              { ...load, firstPaint: 400 },
              { ...load, firstPaint: 200 },
            ],
          ],
        ]),
      ],
    ]);
    const text = docsSections(results({ loads })).join("\n");
    expect(text).toContain(`| ${guideName} | 100 | 120 | 0 | 0.38 |`);
    expect(text).toContain(`| ${plainName} | 300 | 120 | 0 | 1 |`);
    expect(text).toContain("A build took 10.0 s (median of 3).");
  });

  it("says that there was no browser", () => {
    expect(docsSections(results({ loads: undefined })).join("\n")).toContain("CHROMIUM_PATH");
  });
});
