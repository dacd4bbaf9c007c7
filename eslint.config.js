import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  {
    ignores: [
      "**/dist/",
      "**/generated/",
      ".cache/",
      "packages/openapi/",
      "packages/*/bin/",
      "docs/dist/",
      "docs/samples/",
      "test/consumers/*/",
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          // Configuration files belong to no project.
          allowDefaultProject: ["eslint.config.js", "openapi/lint/ruleset.js"],
        },
      },
    },
    rules: {
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Export by name." },
      ],
      // Members of an index signature are read by brackets, as TypeScript's own option asks.
      "@typescript-eslint/dot-notation": "off",
    },
  },
  {
    // The matchers of vitest (`expect.any`, `expect.stringMatching`) have the type `any`.
    files: ["**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // A parameter of an error class narrows one member of its base.
    files: ["packages/client/src/errors/**"],
    rules: { "@typescript-eslint/no-unnecessary-type-parameters": "off" },
  },
  {
    // A type test holds types against each other; its values are never used.
    files: ["test/types/**"],
    rules: {
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unused-vars": "off",
    },
  },
  {
    // Loaded by tools, and by a runtime, that want a default export.
    files: [
      "eslint.config.js",
      "vitest.config.ts",
      "openapi/lint/ruleset.js",
      "openapi/lint/redocly-plugin.js",
      "test/runtimes/edge-worker.ts",
    ],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["eslint.config.js", "openapi/lint/ruleset.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
