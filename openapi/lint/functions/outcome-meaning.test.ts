import { describe, expect, it } from "vitest";
import {
  branch,
  branchWithVariants,
  contextOf,
  contractWith,
  operationOf,
} from "../testing/contract.js";
import { outcomeMeaning } from "./outcome-meaning.js";

function check(parts: Parameters<typeof contractWith>[0]) {
  const document = contractWith(parts);
  return outcomeMeaning(operationOf(document), null, contextOf(document)).map(
    ({ message }) => message,
  );
}

const text = { type: "string" };

const { "x-billing": _billing, ...unbilled } = branch("FAIL", text);

function blame(failedImage: string) {
  return branch("FAIL", text, {
    "x-variants": [{ key: "no-face", when: { pattern: "FACE" }, failedImage }],
  });
}

function onlyWith(field: string) {
  return branch("FAIL", text, {
    "x-variants": [{ key: "no-face", when: { pattern: "FACE" }, onlyWith: { field, equals: "y" } }],
  });
}

describe("outcomeMeaning", () => {
  it.each([
    ["outcomes with billing and retry", {}],
    ["variants for every value", { schemas: { AddThingSuccess: branchWithVariants("yes", "no") } }],
    ["a blamed picture of the request", { schemas: { Fail: blame("img") } }],
    ["a variant only with a field of the request", { schemas: { Fail: onlyWith("img") } }],
  ])("accepts %s", (_name, parts) => {
    expect(check(parts)).toEqual([]);
  });

  it.each([
    [
      "a variant only with a field that there is not",
      { schemas: { Fail: onlyWith("other") } },
      [/Fail has a variant only with other, which is no request field\. Use one of img/],
    ],
    [
      "an outcome without billing",
      { schemas: { Fail: unbilled } },
      [/Fail has no x-billing\. Add it/],
    ],
    [
      "a documented outcome of unknown billing",
      { schemas: { Fail: branch("FAIL", text, { "x-billing": "unknown" }) } },
      [/The billing of Fail is unknown/],
    ],
    [
      "an outcome that is charged and sent again",
      { schemas: { Fail: branch("FAIL", text, { "x-billing": "charge", "x-retry": "backoff" }) } },
      [/Fail is charged and may be sent again/],
    ],
    [
      "an HTTP error without meaning",
      { operation: { responses: { "500": { description: "Failed." } } } },
      [
        /The answer 500 has no x-billing/,
        /The answer 500 has no x-retry/,
        /The answer 500 has no x-failure/,
      ],
    ],
    [
      "a value without a variant",
      { schemas: { AddThingSuccess: branchWithVariants("yes") } },
      [/no variant for result = NO/],
    ],
    [
      "a variant without a value",
      { schemas: { AddThingSuccess: branchWithVariants("yes", "no", "maybe") } },
      [/Use one of YES, NO/],
    ],
    ["a blamed field that is none", { schemas: { Fail: blame("img9") } }, [/Use one of img, name/]],
  ])("refuses %s", (_name, parts, messages) => {
    expect(check(parts)).toEqual(messages.map((message) => expect.stringMatching(message)));
  });
});
