import { describe, expect, it } from "vitest";
import { contextOf, contractWith, operationOf } from "../testing/contract.js";
import type { Node } from "../document.js";
import { requestFields } from "./request-fields.js";

function check(properties: Node) {
  const document = contractWith({ schemas: { AddThingRequest: { properties } } });
  return requestFields(operationOf(document), null, contextOf(document));
}

const image = { $ref: "#/components/schemas/Image", description: "Picture." };

describe("requestFields", () => {
  it.each([
    ["the shared picture", { img: image, img1: image }],
    ["a bounded text", { name: { type: "string", maxLength: 9 } }],
    [
      "a pattern in words",
      { name: { type: "string", maxLength: 9, pattern: "^[0-9]*$", "x-accepts": "digits" } },
    ],
    ["a choice", { name: { type: "string", enum: ["y"] } }],
    ["a number", { count: { type: "integer" } }],
  ])("accepts %s", (_name, properties) => {
    expect(check(properties)).toEqual([]);
  });

  it.each([
    ["a picture as a text", { img: { type: "string", maxLength: 9 } }, /Field img describes/],
    ["a second picture of its own", { img2: { type: "string" } }, /Field img2 describes/],
    [
      "a picture under another name",
      { photo: { type: "string", contentEncoding: "base64" } },
      /Refer to components\/schemas\/Image\.yaml/,
    ],
    [
      "a pattern without words",
      { name: { type: "string", maxLength: 9, pattern: "^[0-9]*$" } },
      /pattern without x-accepts/,
    ],
    [
      "words without a pattern",
      { name: { type: "string", maxLength: 9, "x-accepts": "digits" } },
      /x-accepts without pattern/,
    ],
    ["a text without a bound", { name: { type: "string" } }, /Field name has no bound/],
  ])("refuses %s", (_name, properties, message) => {
    expect(check(properties)).toEqual([
      {
        message: expect.stringMatching(message),
        path: [
          "components",
          "schemas",
          "AddThingRequest",
          "properties",
          Object.keys(properties)[0],
        ],
      },
    ]);
  });

  it("refuses an inline form", () => {
    const requestBody = { content: { "application/x-www-form-urlencoded": { schema: {} } } };
    const document = contractWith({ operation: { requestBody } });
    expect(requestFields(operationOf(document), null, contextOf(document))).toEqual([
      expect.objectContaining({ message: expect.stringContaining("Refer to a schema …Request") }),
    ]);
  });
});
