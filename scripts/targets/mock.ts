import type { Catalogue, Operation } from "@aisolution/openapi";
import { offeredAnswers } from "../../packages/mock/src/answer.js";
import {
  magicNumbers,
  magicText,
  magicTextField,
  numberField,
} from "../../packages/mock/src/magic-value.js";
import { imageFields } from "../lib/image-fields.js";
import { code } from "../lib/escape/markdown.js";
import { table } from "../lib/markdown.js";
import type { Target } from "../lib/target.js";

/** The tables of magic values in the mock's documentation. */
export const mockTarget: Target = {
  name: "mock",
  emit({ catalogue }) {
    const text = [answerTable(catalogue), "Values:", numberTables(catalogue)].join("\n\n");
    return Promise.resolve([
      { path: "docs/guides/testing-with-the-mock.md", region: "magic-values", text },
    ]);
  },
};

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
