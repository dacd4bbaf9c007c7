import type { Catalogue, Operation, Outcome } from "@aisolution/openapi";
import { offeredAnswers } from "../../packages/mock/src/answer.js";
import {
  magicNumbers,
  magicText,
  magicTextField,
  numberField,
} from "../../packages/mock/src/magic-value.js";
import { imageFields } from "../lib/image-fields.js";
import { code } from "../lib/escape/markdown.js";
import { scriptLiteral } from "../lib/escape/script.js";
import { table } from "../lib/markdown.js";
import { doNotEdit, type Target } from "../lib/target.js";

/** The tables of magic values in the mock's documentation, and the types of the messages that a test can set. */
export const mockTarget: Target = {
  name: "mock",
  emit({ catalogue }) {
    const text = [answerTable(catalogue), "Values:", numberTables(catalogue)].join("\n\n");
    return Promise.resolve([
      { path: "docs/guides/testing-with-the-mock.md", region: "magic-values", text },
      { path: "packages/mock/src/generated/messages.ts", text: messageTypes(catalogue) },
    ]);
  },
};

/** What `message` is in each answer of each operation. */
function messageTypes(catalogue: Catalogue): string {
  const { operations, httpErrors } = catalogue;
  const outcomes = operations.flatMap((operation) => operation.outcomes);
  const names = new Set(outcomes.flatMap(({ message }) => message.name ?? []));
  const errorsOf = ({ httpErrors: codes }: Operation) => {
    const keys = httpErrors.filter(({ code }) => codes.includes(code)).map(({ key }) => key);
    if (keys.length === httpErrors.length) return "HttpErrorMessages";
    return `Pick<HttpErrorMessages, ${keys.map((key) => scriptLiteral(key)).join(" | ")}>`;
  };
  return [
    `// ${doNotEdit}`,
    "",
    `import type { ${[...names].sort().join(", ")} } from "@aisolution/types";`,
    "",
    "/** What `message` is in the answers outside HTTP 200. */",
    "export interface HttpErrorMessages {",
    ...httpErrors.map(({ key }) => `  readonly ${scriptLiteral(key)}: string;`),
    "}",
    "",
    "/** What `message` is in each answer, by operation and key. */",
    "export interface Messages {",
    ...operations.flatMap((operation) => [
      `  readonly ${operation.operationId}: ${errorsOf(operation)} & {`,
      ...operation.outcomes.map(
        (outcome) => `    readonly ${scriptLiteral(outcome.key)}: ${messageType(outcome)};`,
      ),
      "  };",
    ]),
    "}",
    "",
  ].join("\n");
}

function messageType({ message: { kind, name = "" } }: Outcome): string {
  switch (kind) {
    case "object":
      return name;
    case "array":
      return `readonly ${name}[]`;
    case "empty-array":
      return "readonly []";
    case "string":
    case "null":
      return kind;
  }
}

/** Each answer, with what brings it, and the operations that have it. */
function answerTable(catalogue: Catalogue): string {
  const answers = new Map<string, { readonly what: string; readonly operations: Operation[] }>();
  for (const operation of catalogue.operations) {
    for (const { key, code: httpStatus } of offeredAnswers(operation, catalogue)) {
      const status = operation.outcomes.find((outcome) => outcome.key === key)?.status;
      const what = status === undefined ? `HTTP ${String(httpStatus)}` : code(status);
      const answer = answers.get(key) ?? { what, operations: [] };
      answers.set(key, { ...answer, operations: [...answer.operations, operation] });
    }
  }
  return table([
    ["Key", "Answer", "Token", "Picture", "Operations"],
    ...[...answers].map(([key, { what, operations }]) => [
      code(key),
      what,
      code(magicText(key)),
      operations.some(hasImage) ? `${code(`${key}.jpg`)}, \`.png\`, \`.bmp\`` : "",
      operations.length === catalogue.operations.length
        ? "all"
        : operations.length > 5
          ? `${String(operations.length)} of ${String(catalogue.operations.length)}`
          : operations.map(({ operationId }) => code(operationId)).join(", "),
    ]),
  ]);
}

function numberTables(catalogue: Catalogue): string {
  return catalogue.operations
    .flatMap((operation) => {
      const field = magicTextField(operation);
      const keys = offeredAnswers(operation, catalogue).map(({ key }) => key);
      const texts = field === undefined ? [] : keys.map((key) => [key, magicText(key)]);
      const values = [
        ...texts,
        ...magicNumbers(operation, catalogue).map(({ key, number }) => [key, number]),
      ];
      if (values.length === 0) return [];
      const name = field ?? numberField(operation) ?? "";
      return [
        `${code(operation.operationId)}:`,
        "",
        table([
          [code(name), "Answer"],
          ...values.map(([key = "", value = ""]) => [code(value), code(key)]),
        ]),
        "",
      ];
    })
    .join("\n")
    .trimEnd();
}

function hasImage(operation: Operation): boolean {
  return imageFields(operation).length > 0;
}
