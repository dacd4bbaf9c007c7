/** Validators that nobody here has configured accept the bundle. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { validate } from "@readme/openapi-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { readBundle } from "../support/contract.js";

const published = ["openapi.json", "openapi.yaml"].map((name) => [
  name,
  fileURLToPath(new URL(`../../packages/openapi/${name}`, import.meta.url)),
]);

it.each(published)("%s is accepted by @readme/openapi-parser", async (_name, file = "") => {
  expect(await validate(file)).toMatchObject({ valid: true, warnings: [] });
});

it.each(published)(
  "%s is accepted by @seriousme/openapi-schema-validator",
  async (_name, file = "") => {
    expect(await new Validator().validate(file)).toMatchObject({ valid: true });
  },
);

it.each([
  ["no title", (bundle: Record<string, unknown>) => ({ ...bundle, info: { version: "1.0.0" } })],
  ["paths that are a list", (bundle: Record<string, unknown>) => ({ ...bundle, paths: [] })],
])("a document with %s is refused by both", async (_name, damage) => {
  const folder = await mkdtemp(path.join(tmpdir(), "damaged-"));
  try {
    const file = path.join(folder, "openapi.json");
    await writeFile(file, JSON.stringify(damage(await readBundle())));
    expect(await new Validator().validate(file)).toMatchObject({ valid: false });
    expect(await validate(file).catch(() => ({ valid: false }))).toMatchObject({ valid: false });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
