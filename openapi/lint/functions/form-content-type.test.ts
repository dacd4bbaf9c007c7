import { describe, expect, it } from "vitest";
import { contextOf, contractWith, operationOf } from "../testing/contract.js";
import { formContentType } from "./form-content-type.js";

const form = "application/x-www-form-urlencoded";

describe("formContentType", () => {
  it("accepts a form", () => {
    const document = contractWith({});
    expect(formContentType(operationOf(document), null, contextOf(document))).toEqual([]);
  });

  it.each([
    ["no body", undefined, "The request body is missing"],
    ["JSON", { content: { "application/json": {} } }, "The request body is application/json"],
    [
      "a form and JSON",
      { content: { [form]: {}, "application/json": {} } },
      `The request body is ${form}, application/json`,
    ],
    ["an optional form", { content: { [form]: {} } }, "Set required to true"],
    ["a form with a charset", { content: { [`${form}; charset=utf-8`]: {} } }, "charset=utf-8"],
  ])("refuses %s", (_name, requestBody, message) => {
    const document = contractWith({ operation: { requestBody } });
    expect(formContentType(operationOf(document), null, contextOf(document))).toEqual([
      {
        message: expect.stringContaining(message),
        path: ["paths", "/v1/thing", "post", "requestBody"],
      },
    ]);
  });
});
