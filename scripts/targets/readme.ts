import type { Operation } from "@aisolution/openapi";
import type { Target } from "../lib/target.js";

/** The table of operations in the README. */
export const readmeTarget: Target = {
  name: "readme",
  emit({ catalogue }) {
    const rows = catalogue.operations.map((operation) => [
      `\`${operation.operationId}\``,
      `\`${operation.method} ${operation.path}\``,
      operation.summary.replace(/\.$/, ""),
      charge(operation),
    ]);
    const table = [
      ["Operation", "Request", "What it does", "Charged"],
      ["---", "---", "---", "---"],
      ...rows,
    ];
    const text = table.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    return Promise.resolve([{ path: "README.md", region: "operations", text }]);
  },
};

function charge({ outcomes }: Operation): string {
  const charged = outcomes
    .filter(({ billing }) => billing === "charge")
    .map(({ key }) => `\`${key}\``);
  return charged.length === 0 ? "never" : charged.join(", ");
}
