import { describe, expect, it } from "vitest";
import { present } from "./present.js";

const context = { path: ["components", "schemas", "Thing"] };

describe("present", () => {
  it.each([
    ["a node with the members", { title: "T", description: "D." }],
    ["a reference, whose target has them", { $ref: "#/components/schemas/Other" }],
    ["what is no node", "text"],
  ])("accepts %s", (_name, node) => {
    expect(present(node, { members: ["title", "description"] }, context)).toEqual([]);
  });

  it("names each member that is missing", () => {
    expect(present({ title: "T" }, { members: ["title", "description"] }, context)).toEqual([
      {
        message: "Thing has no description. Write one, in a whole sentence.",
        path: context.path,
      },
    ]);
  });
});
