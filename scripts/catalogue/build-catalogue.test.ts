import { readFile } from "node:fs/promises";
import { catalogue } from "@aisolution/openapi";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { isNode } from "../../openapi/lint/document.js";
import { buildCatalogue } from "./build-catalogue.js";

const file = new URL("../../packages/openapi/openapi.json", import.meta.url);
const text = await readFile(file, "utf8");
const hash = "0".repeat(64);

/** The bundle after a change of its text. */
function bundleWith(before: string, after: string): Record<string, unknown> {
  expect(text).toContain(before);
  const bundle: unknown = JSON.parse(text.replaceAll(before, after));
  if (!isNode(bundle)) throw new Error("The bundle is not an object.");
  return bundle;
}

describe("the published catalogue", () => {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(new URL(`../../packages/openapi/${name}`, import.meta.url), "utf8"));

  it("fits its published schema", async () => {
    const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
    const schema = await read("catalogue.schema.json");
    if (!isNode(schema)) throw new Error("The schema is not an object.");
    const validate = ajv.compile(schema);
    const published = await read("catalogue.json");
    expect(validate(published), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...catalogue, more: 1 })).toBe(false);
    expect(published).toEqual({ $schema: "./catalogue.schema.json", ...catalogue });
  });

  it("names only what it has", () => {
    const { operations, messages, families, httpErrors, callbacks } = catalogue;
    const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const operation of operations) {
      expect(names(families)).toContain(operation.family);
      if (operation.callback !== undefined) expect(names(callbacks)).toContain(operation.callback);
      expect(operation.httpErrors).toEqual(httpErrors.map(({ code }) => code));
      for (const { message, failedImage } of operation.outcomes) {
        if (message.name !== undefined) expect(names(messages)).toContain(message.name);
        if (failedImage !== undefined) {
          expect(names(operation.request.fields)).toContain(failedImage);
        }
      }
    }
  });
});

describe("buildCatalogue", () => {
  it("gives the published catalogue, apart from the hash", () => {
    const built = buildCatalogue(bundleWith("", ""), hash);
    expect({ ...built, contract: catalogue.contract }).toEqual(catalogue);
  });

  it("chooses the message of a variant", () => {
    const thai = catalogue.operations.find(
      ({ operationId }) => operationId === "recognizeThaiDocument",
    );
    expect(thai?.outcomes.map(({ key, message }) => [key, message.name])).toEqual([
      ["identity-card", "ThaiIdCard"],
      ["driving-licence", "ThaiDrivingLicence"],
      ["fail", undefined],
      ["image-recognize-error", undefined],
      ["invalid-request", undefined],
      ["image-invalid-format", undefined],
      ["image-invalid-size", undefined],
      ["retry-later", undefined],
    ]);
  });

  it("tells the shapes of messages apart", () => {
    const shapes = new Set(
      catalogue.operations.flatMap(({ outcomes }) => outcomes.map(({ message }) => message.kind)),
    );
    expect([...shapes].sort()).toEqual(["array", "empty-array", "null", "object", "string"]);
  });

  it.each([
    ["a billing word", '"x-billing": "charge"', '"x-billing": "gratis"', /outcomes.*billing/],
    [
      "an operation without a text",
      '"summary": "Add a face to the group."',
      '"summary": ""',
      /summary/,
    ],
    [
      "a verb other than POST",
      '"/v1/addface": {\n      "post"',
      '"/v1/addface": {\n      "put"',
      /addface/,
    ],
  ])("refuses %s that does not fit", (_name, before, after, message) => {
    expect(() => buildCatalogue(bundleWith(before, after), hash)).toThrow(message);
  });
});
