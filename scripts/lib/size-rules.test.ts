import { describe, expect, it } from "vitest";
import type { Bundle } from "./bundle-size.js";
import { sizeProblems, type SizeRule } from "./size-rules.js";

const rule: SizeRule = {
  name: "createClient",
  code: "",
  maxGzipBytes: 100,
  without: ["/callback/", "/recognize-many."],
};

const bundle = (gzipBytes: number, modules: Record<string, number>): Bundle => ({
  bytes: gzipBytes * 3,
  gzipBytes,
  modules: new Map(Object.entries(modules)),
});

describe("sizeProblems", () => {
  it.each([1, 99, 100])("allows %i bytes of 100", (bytes) => {
    expect(sizeProblems(rule, bundle(bytes, { "dist/call.js": 10 }))).toEqual([]);
  });

  it("names the size, the budget and the largest modules first", () => {
    const modules = { a: 1, b: 60, c: 3, d: 40, e: 5, f: 6 };
    expect(sizeProblems(rule, bundle(101, modules))).toEqual([
      "createClient is 101 bytes gzip, the budget is 100. Make it smaller. " +
        "Its largest modules, in bytes before gzip: b (60), d (40), f (6), e (5), c (3).",
    ]);
  });

  it("names each module that must not be there", () => {
    const modules = {
      "dist/call.js": 1,
      "dist/callback/digest.js": 1,
      "dist/recognize-many.js": 1,
      "dist/callback-like.js": 1,
    };
    const problems = sizeProblems(rule, bundle(1, modules));
    expect(problems.map((problem) => problem.split(",")[0])).toEqual([
      "createClient brings dist/callback/digest.js",
      "createClient brings dist/recognize-many.js",
    ]);
  });
});
