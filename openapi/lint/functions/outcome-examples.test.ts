import { describe, expect, it } from "vitest";
import { branchWithVariants, contextOf, contractWith, operationOf } from "../testing/contract.js";
import type { Node } from "../document.js";
import { outcomeExamples } from "./outcome-examples.js";

function check(examples: Node, schemas: Node = {}) {
  const document = contractWith({
    schemas,
    operation: {
      responses: {
        "200": {
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/AddThingResponse" },
              examples,
            },
          },
        },
      },
    },
  });
  return outcomeExamples(operationOf(document), null, contextOf(document)).map(
    ({ message }) => message,
  );
}

const ok = { value: { status: "OK", message: null } };
const fail = { $ref: "#/components/examples/FailExample" };
const yes = { value: { status: "OK", message: { result: "YES" } } };
const no = { value: { status: "OK", message: { result: "NO" } } };
const variants = { AddThingSuccess: branchWithVariants("yes", "no") };

describe("outcomeExamples", () => {
  it.each([
    ["one example for each status", { ok, fail }, {}],
    ["one example for each variant", { yes, no, fail }, variants],
  ])("accepts %s", (_name, examples, schemas) => {
    expect(check(examples, schemas)).toEqual([]);
  });

  it.each([
    ["a missing example", { ok }, {}, /Outcome "fail" has no example/],
    ["a missing variant", { yes, fail }, variants, /Outcome "no" has no example/],
    ["an example too many", { ok, fail, maybe: ok }, {}, /"maybe" belongs to no outcome/],
    [
      "the plain key beside variants",
      { yes, no, fail, ok: yes },
      variants,
      /Use one of yes, no, fail/,
    ],
    ["another status", { ok: fail, fail }, {}, /"ok" shows the outcome "fail"/],
    ["another variant", { yes: no, no, fail }, variants, /"yes" shows the outcome "no"/],
    [
      "an undocumented status",
      { ok: { value: { status: "X" } }, fail },
      {},
      /no documented outcome/,
    ],
    ["an example without a value", { ok: {}, fail }, {}, /Give it the status OK/],
  ])("refuses %s", (_name, examples, schemas, message) => {
    expect(check(examples, schemas)).toEqual([expect.stringMatching(message)]);
  });
});
