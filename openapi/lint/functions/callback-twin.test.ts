import { describe, expect, it } from "vitest";
import { contractWith } from "../testing/contract.js";
import { callbackTwin } from "./callback-twin.js";

function check(expression: string, webhook: object) {
  const document = contractWith({
    operation: {
      callbacks: {
        done: { [expression]: { get: { operationId: "receiveDone", summary: "Receive." } } },
      },
    },
    root: { webhooks: { done: { get: webhook } } },
  });
  return callbackTwin(document).map(({ message }) => message);
}

const twin = { operationId: "receiveDoneWebhook", summary: "Receive." };

describe("callbackTwin", () => {
  it("accepts twins that differ by their names only", () => {
    expect(check("{$request.body#/name}", twin)).toEqual([]);
  });

  it.each([
    ["another text", "{$request.body#/name}", { ...twin, summary: "Take." }, /differ in summary/],
    ["a member too many", "{$request.body#/name}", { ...twin, tags: [] }, /differ in tags/],
    ["a field that is none", "{$request.body#/nam}", twin, /one of img, name/],
    ["a header", "{$request.header.name}", twin, /is no field of the request/],
  ])("refuses %s", (_name, expression, webhook, message) => {
    expect(check(expression, webhook)).toEqual([expect.stringMatching(message)]);
  });

  it("refuses a callback without a webhook", () => {
    const document = contractWith({
      operation: { callbacks: { done: { "{$request.body#/name}": { get: twin } } } },
    });
    expect(callbackTwin(document)).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/differ in summary/) }),
    ]);
  });
});
