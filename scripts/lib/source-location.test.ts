import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SourceMap } from "./source-location.js";

const files: Record<string, string> = {
  "openapi.yaml": `
openapi: 3.1.0
info:
  title: Things
paths:
  /v1/thing:
    $ref: ./paths/thing.yaml
components: {}
`,
  "paths/thing.yaml": `
post:
  summary: Add.
  tags: [things]
`,
  "components/schemas/Thing.yaml": `
title: Thing
required:
  - a
  - b
`,
};

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sources-"));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text.trimStart());
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("SourceMap", () => {
  it.each([
    ["a path", ["paths", "/v1/thing"], "paths/thing.yaml", 1, 1],
    ["a summary", ["paths", "/v1/thing", "post", "summary"], "paths/thing.yaml", 2, 3],
    [
      "what is missing, at its parent",
      ["paths", "/v1/thing", "post", "x"],
      "paths/thing.yaml",
      1,
      1,
    ],
    ["a component", ["components", "schemas", "Thing"], "components/schemas/Thing.yaml", 1, 1],
    [
      "an item of a list",
      ["components", "schemas", "Thing", "required", 1],
      "components/schemas/Thing.yaml",
      4,
      5,
    ],
    ["the table of contents", ["info", "title"], "openapi.yaml", 3, 3],
    ["a component without a file", ["components", "schemas", "Nothing"], "openapi.yaml", 7, 1],
    ["a path without a file", ["paths", "/v1/other"], "openapi.yaml", 4, 1],
  ])("finds %s", async (_name, pointer, file, line, column) => {
    const location = await new SourceMap(folder).locate(pointer);
    expect(location).toEqual({ file: path.join(folder, file), line, column });
  });
});
