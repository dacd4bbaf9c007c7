import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "test/**/*.test.ts",
      "scripts/**/*.test.ts",
      "openapi/lint/**/*.test.ts",
      "packages/*/src/**/*.test.ts",
    ],
    // Many tests start programs or browsers; two cores run them slowly when all start at once.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", ["json", { outputFile: ".cache/vitest.json" }]],
  },
});
