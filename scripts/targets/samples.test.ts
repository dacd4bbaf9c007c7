import { catalogue, type Operation } from "@aisolution/openapi";
import { expect, it } from "vitest";
import { doNotEdit } from "../lib/target.js";
import { sampleCall } from "./samples/sample-call.js";
import { codeSamples, samplesTarget } from "./samples.js";

const { operations } = catalogue;

function operationOf(id: string): Operation {
  const found = operations.find(({ operationId }) => operationId === id);
  if (found === undefined) throw new Error(`There is no operation ${id}.`);
  return found;
}

it("makes a file of each sample, with a header that its source has not", async () => {
  const files = await samplesTarget.emit({ catalogue, bundle: {} });
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  expect(texts.size).toBe(files.length);
  const samples = operations.flatMap((operation) => codeSamples(operation, catalogue));
  for (const { path, source } of samples) {
    const lines = (texts.get(path) ?? "").split("\n");
    const header = lines.findIndex((line) => line.includes(doNotEdit));
    expect(header, path).toBe(source.startsWith("#!") ? 1 : 0);
    lines.splice(header, 2);
    expect(lines.join("\n"), path).toBe(source);
    expect(source).not.toContain("Generated");
  }
  const others = [...texts.keys()].filter((path) => samples.every((one) => one.path !== path));
  expect(others).toEqual(["docs/samples/README.md", "docs/samples/go/go.mod"]);
});

it("has lines that fit beside the text of the reference", () => {
  for (const operation of operations) {
    for (const { path, source } of codeSamples(operation, catalogue)) {
      for (const line of source.split("\n")) expect(line.length, path).toBeLessThanOrEqual(100);
    }
  }
});

it("names the files of pictures after what they have to show", () => {
  const files = (operation: Operation) =>
    sampleCall(operation, catalogue).fields.flatMap((field) =>
      field.kind === "picture" ? [field.file] : [],
    );
  expect(files(operationOf("recognizeThaiDocument"))).toEqual(["card.jpg"]);
  expect(files(operationOf("recognizeIndianPan"))).toEqual(["card.jpg"]);
  expect(files(operationOf("compareFaces"))).toEqual(["face-1.jpg", "face-2.jpg"]);
  expect(files(operationOf("compareHandheldIdCard"))).toEqual(["holding.jpg"]);
  expect(files(operationOf("searchFaces"))).toEqual(["selfie.jpg"]);
  expect(files(operationOf("deleteFace"))).toEqual([]);
});

it("sends what the service needs, and names the rest", () => {
  const { fields, optional } = sampleCall(operationOf("getWhatsAppDetail"), catalogue);
  expect(fields.map(({ name }) => name)).toEqual(["number"]);
  expect(optional.map(({ name }) => name)).toEqual(["country", "callback", "servstatus"]);
  for (const { source } of codeSamples(operationOf("getWhatsAppDetail"), catalogue)) {
    expect(source).toContain("https://example.com/whatsapp");
  }
});

const field = { kind: "text", required: true, description: "A text." } as const;

it.each<[string, Partial<Operation>]>([
  [
    "one status of success",
    { outcomes: operationOf("deleteFace").outcomes.filter(({ key }) => key !== "ok") },
  ],
  ["a plain address", { path: "/v1/{country}" }],
  [
    "plain names of fields",
    {
      request: {
        ...operationOf("deleteFace").request,
        fields: [{ ...field, name: "$(id)", examples: ["1"] }],
      },
    },
  ],
  ["a form", { request: { ...operationOf("deleteFace").request, contentType: "text/plain" } }],
  [
    "pictures to be required",
    {
      request: {
        ...operationOf("deleteFace").request,
        fields: [{ ...field, name: "img", kind: "image", required: false }],
      },
    },
  ],
])("refuses an operation without %s", (what, change) => {
  expect(() => codeSamples({ ...operationOf("deleteFace"), ...change }, catalogue)).toThrow(
    `Samples need ${what}.`,
  );
});

it("refuses a field without an example", () => {
  const { request } = operationOf("deleteFace");
  const change = { request: { ...request, fields: [{ ...field, name: "nickname" }] } };
  expect(() => codeSamples({ ...operationOf("deleteFace"), ...change }, catalogue)).toThrow(
    "deleteFace has no example of the field nickname.",
  );
});
