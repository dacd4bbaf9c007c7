import { code, prose } from "../lib/escape/markdown.js";
import { table, withoutStop } from "../lib/markdown.js";
import { chargedKeys } from "../lib/operation-text.js";
import type { Target } from "../lib/target.js";

/** The table of operations in the README. */
export const readmeTarget: Target = {
  name: "readme",
  emit({ catalogue }) {
    const text = table([
      ["Operation", "Request", "What it does", "Charged"],
      ...catalogue.operations.map((operation) => [
        code(operation.operationId),
        code(`${operation.method} ${operation.path}`),
        prose(withoutStop(operation.summary)),
        chargedKeys(operation).map(code).join(", ") || "never",
      ]),
    ]);
    return Promise.resolve([{ path: "README.md", region: "operations", text }]);
  },
};
