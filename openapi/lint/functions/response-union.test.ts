import { describe, expect, it } from "vitest";
import { branch, contextOf, contractWith, operationOf } from "../testing/contract.js";
import type { Node } from "../document.js";
import { responseUnion } from "./response-union.js";

function check(schemas: Node) {
  const document = contractWith({ schemas });
  return responseUnion(operationOf(document), null, contextOf(document));
}

const text = { type: "string" };

describe("responseUnion", () => {
  it("accepts a union of named branches", () => {
    expect(check({})).toEqual([]);
  });

  it.each([
    ["a schema that is no union", { AddThingResponse: { type: "object" } }, /not a named union/],
    [
      "an inline branch",
      { AddThingResponse: { oneOf: [branch("OK", text)] } },
      /Branch 0 of AddThingResponse is inline/,
    ],
    [
      "a status that is no constant",
      { Fail: { ...branch("FAIL", text), properties: { status: text, message: text } } },
      /Fail has no constant status/,
    ],
    [
      "a branch that does not require its message",
      { Fail: branch("FAIL", text, { required: ["status"] }) },
      /does not require status and message/,
    ],
    ["another title", { Fail: branch("FAIL", text, { title: "No" }) }, /Set title to FAIL/],
    ["one status twice", { Fail: branch("OK", text) }, /two branches for OK/],
  ])("refuses %s", (_name, schemas, message) => {
    expect(check(schemas)).toEqual([
      expect.objectContaining({ message: expect.stringMatching(message) }),
    ]);
  });
});
