import { describe, expect, it } from "vitest";
import { withoutEchoes } from "./merge-echoes.js";
import type { FoundProblem } from "./problem.js";

const rule = "no-invalid-media-type-examples";
const conform = "Example value must conform to the schema: ";

function problem(pointer: string, message: string, more: Partial<FoundProblem> = {}): FoundProblem {
  const keys = pointer.split("/");
  // Each place has a line of its own.
  const line = pointer.length;
  return {
    file: "a.yaml",
    line,
    column: 1,
    severity: "error",
    rule,
    pointer: keys,
    message,
    ...more,
  };
}

const union = problem("value", `${conform}must match exactly one schema in oneOf.`);
const status = problem("value/status", `${conform}\`status\` property must be equal to constant.`);
const text = problem("value/message", `${conform}\`message\` property type must be string.`);
const field = problem("value/message/rate", `${conform}\`rate\` property type must be number.`);

/** Each: what linters report, and which messages are left, by pointer. */
const table: readonly (readonly [
  string,
  readonly FoundProblem[],
  readonly (readonly [number, string])[],
])[] = [
  ["nothing", [], []],
  ["a fault that two references lead to", [field, field], [[field.line, field.message]]],
  [
    "a fault in one branch, and what all other branches say",
    [
      field,
      status,
      text,
      status,
      text,
      status,
      text,
      status,
      text,
      status,
      text,
      status,
      text,
      union,
    ],
    [[field.line, field.message]],
  ],
  [
    "two faults in one branch",
    [field, { ...field, line: 99, message: "Other." }, status, text, union],
    [
      [field.line, field.message],
      [99, "Other."],
    ],
  ],
  [
    "a value that fits no branch at all",
    [status, status, text, status, union],
    [
      [
        text.line,
        `${conform}must match exactly one schema in oneOf: \`status\` property must be equal to constant; \`message\` property type must be string.`,
      ],
    ],
  ],
  [
    "a union in a member of a union",
    [
      problem("value/message/type", `${conform}\`type\` property must be equal to constant.`),
      field,
      problem("value/message", `${conform}must match exactly one schema in oneOf.`),
      status,
      text,
      union,
    ],
    [
      [
        field.line,
        `${conform}must match exactly one schema in oneOf: \`type\` property must be equal to constant; \`rate\` property type must be number.`,
      ],
    ],
  ],
  [
    "what Spectral finds after Redocly",
    [field, { ...field, rule: "oas3-valid-media-example", message: '"rate" must be number' }],
    [[field.line, field.message]],
  ],
  [
    "what Spectral alone finds",
    [{ ...field, rule: "oas3-valid-media-example", message: '"rate" must be number' }],
    [[field.line, '"rate" must be number']],
  ],
  [
    "the same in another file, at another place and of another rule",
    [field, { ...field, file: "b.yaml" }, { ...field, column: 2 }, { ...field, rule: "other" }],
    [1, 2, 3, 4].map(() => [field.line, field.message] as const),
  ],
  ["a union whose branches say nothing", [union], [[union.line, union.message]]],
];

describe("withoutEchoes", () => {
  it.each(table)("leaves each fault once: %s", (_name, found, left) => {
    expect(withoutEchoes(found).map(({ line, message }) => [line, message])).toEqual(left);
  });

  it("keeps the order, and what stands beside a union", () => {
    const before = problem("value/x", "Before.", { rule: "one" });
    const after = problem("value/y", "After.", { rule: "two" });
    const left = withoutEchoes([before, field, status, union, after]);
    expect(left.map(({ message }) => message)).toEqual(["Before.", field.message, "After."]);
  });
});
