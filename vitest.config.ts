import { defineConfig } from "vitest/config";

// The documentation's tests run every guide, every sample and a browser: they are a suite of their own.
const docs = [
  "test/docs/**/*.test.ts",
  "test/readme.test.ts",
  "scripts/docs/**/*.test.ts",
  "scripts/lib/operation-text.test.ts",
  "scripts/targets/{arazzo,guide-outcomes,guides,operation-pages,samples}.test.ts",
];

/** What both suites share. */
const limits = {
  // Programs and browsers are slow to start when all cores are busy.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "packages",
          include: [
            "test/**/*.test.ts",
            "scripts/**/*.test.ts",
            "openapi/lint/**/*.test.ts",
            "packages/*/src/**/*.test.ts",
          ],
          // Tests of projects that a test makes.
          exclude: [...docs, "test/consumers/**", "**/node_modules/**"],
          ...limits,
        },
      },
      { test: { name: "docs", include: docs, ...limits } },
    ],
    // Many tests wait for programs that they start: one worker for each core, not one fewer.
    maxWorkers: "100%",
    reporters: ["default", "json"],
    // Not an option of the reporter: that would win over --outputFile.json of `npm run test:docs`.
    outputFile: { json: ".cache/vitest.json" },
  },
});
