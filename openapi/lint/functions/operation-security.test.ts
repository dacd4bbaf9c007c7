import { describe, expect, it } from "vitest";
import { contextOf, contractWith, operationOf } from "../testing/contract.js";
import { operationSecurity } from "./operation-security.js";

function check(parts: Parameters<typeof contractWith>[0], direction: "in" | "out") {
  const document = contractWith(parts);
  return operationSecurity(operationOf(document), { direction }, contextOf(document));
}

describe("operationSecurity", () => {
  it.each([
    ["the security of the root", {}, "in"],
    [
      "the same security of its own",
      { operation: { security: [{ token: [] }, { authorization: [] }] } },
      "in",
    ],
    ["no security on a callback", { operation: { security: [] } }, "out"],
  ] as const)("accepts %s", (_name, parts, direction) => {
    expect(check(parts, direction)).toEqual([]);
  });

  it.each([
    ["no security anywhere", { root: { security: undefined } }, "in", /is missing/],
    ["an open operation", { operation: { security: [] } }, "in", /is missing/],
    ["one scheme of two", { operation: { security: [{ token: [] }] } }, "in", /is token\./],
    [
      "both schemes at once",
      { operation: { security: [{ token: [], authorization: [] }] } },
      "in",
      /is token\+authorization\./,
    ],
    [
      "an open alternative",
      { operation: { security: [{ token: [] }, { authorization: [] }, {}] } },
      "in",
      /Take the security of the root/,
    ],
    ["a token on a callback", {}, "out", /Set security to \[\]/],
  ] as const)("refuses %s", (_name, parts, direction, message) => {
    expect(check(parts, direction)).toEqual([
      expect.objectContaining({ message: expect.stringMatching(message) }),
    ]);
  });
});
