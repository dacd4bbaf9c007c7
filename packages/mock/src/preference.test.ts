import { catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { PreferenceError, readPreference } from "./preference.js";

const operation = catalogue.operations.find(({ operationId }) => operationId === "compareFaces");
if (operation === undefined) throw new Error("The catalogue has no compareFaces.");

const [first] = operation.outcomes;

describe("readPreference", () => {
  it.each([
    ["nothing", undefined, "", { code: 200, example: first?.key }],
    ["an example", "example=not-sure", "", { code: 200, example: "not-sure" }],
    ["an example in quotes", 'example="not-sure"', "", { code: 200, example: "not-sure" }],
    ["a code and an example", "code=200, example=not-sure", "", { code: 200, example: "not-sure" }],
    ["a code", "code=429", "", { code: 429, example: "too-many-requests" }],
    ["the key of an HTTP error", "example=gone", "", { code: 410, example: "gone" }],
    [
      "an example in the query",
      undefined,
      "__example=not-sure",
      { code: 200, example: "not-sure" },
    ],
    ["a code in the query", undefined, "__code=503", { code: 503, example: "service-unavailable" }],
    ["something of others", "respond-async; wait=5", "", { code: 200, example: first?.key }],
  ])("reads %s", (_name, header, query, expected) => {
    expect(readPreference(operation, header, new URLSearchParams(query))).toEqual(expected);
  });

  it.each([
    ["an unknown example", "example=checking"],
    ["an example of another code", "code=404, example=not-sure"],
    ["an unknown code", "code=302"],
  ])("refuses %s, and names what there is", (_name, header) => {
    const read = () => readPreference(operation, header, new URLSearchParams());
    expect(read).toThrow(PreferenceError);
    expect(read).toThrow(/Ask for one of same-person \(200\), .*service-unavailable \(503\)/);
  });
});
