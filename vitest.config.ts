import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "test/**/*.test.ts",
      "scripts/**/*.test.ts",
      "openapi/lint/**/*.test.ts",
      "packages/*/src/**/*.test.ts",
    ],
    // Many tests wait for programs that they start: one worker for each core, not one fewer.
    maxWorkers: "100%",
    // Programs and browsers are slow to start when all cores are busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["default", ["json", { outputFile: ".cache/vitest.json" }]],
  },
});
