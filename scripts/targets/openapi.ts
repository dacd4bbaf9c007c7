import type { Catalogue, Operation } from "@aisolution/openapi";
import { stringify } from "yaml";
import { catalogueSchema } from "../catalogue/catalogue-schema.js";
import { scriptValue } from "../lib/escape/script.js";
import { jsonSchemaTypes } from "../lib/openapi-types.js";
import { doNotEdit, type GeneratedFile, type Target } from "../lib/target.js";

const folder = "packages/openapi";

/** The bundled contract, the catalogue, its schema and its typed module. */
export const openapiTarget: Target = {
  name: "openapi",
  async emit({ catalogue, bundle }) {
    const header = doNotEdit;
    const marked = { ...bundle, "x-generated": header };
    const operationIds = catalogue.operations.map(({ operationId }) => scriptValue(operationId));
    const types = [
      `// ${header}`,
      await jsonSchemaTypes(catalogueSchema.$defs),
      "/** The names of all operations. */",
      `export type OperationId =\n  | ${operationIds.join("\n  | ")};`,
      "",
      answerKeyTypes(catalogue),
      "",
      "/** The whole API as data. The page docs/catalogue.md describes it. */",
      "export declare const catalogue: Catalogue;",
      "",
    ].join("\n");
    return [
      file("openapi.json", json(marked)),
      file(
        "openapi.yaml",
        `# ${header}\n${stringify(marked, { lineWidth: 100, aliasDuplicateObjects: false })}`,
      ),
      file("catalogue.json", json({ $schema: "./catalogue.schema.json", ...catalogue })),
      file("catalogue.schema.json", json(catalogueSchema)),
      file(
        "catalogue.js",
        `// ${header}\n\n/** @type {import("./catalogue.js").Catalogue} */\nexport const catalogue = ${scriptValue(catalogue, 2)};\n`,
      ),
      file(
        "catalogue.cjs",
        `// ${header}\n"use strict";\n\nconst { $schema: _, ...catalogue } = require("./catalogue.json");\nexports.catalogue = catalogue;\n`,
      ),
      file("catalogue.d.ts", types),
      file("catalogue.d.cts", types),
    ];
  },
};

/** The keys of answers as types, so that a program that names one is checked when it is written. */
function answerKeyTypes({ operations, httpErrors }: Catalogue): string {
  const union = (keys: readonly string[]) => keys.map((key) => scriptValue(key)).join(" | ");
  const keysOf = ({ outcomes, httpErrors: codes }: Operation) => {
    const own = outcomes.map(({ key }) => key);
    const errors = httpErrors.filter(({ code }) => codes.includes(code)).map(({ key }) => key);
    return errors.length === httpErrors.length
      ? `${union(own)} | HttpErrorKey`
      : union([...own, ...errors]);
  };
  return [
    "/** The keys of the answers outside HTTP 200. */",
    `export type HttpErrorKey = ${union(httpErrors.map(({ key }) => key))};`,
    "",
    "/** The keys of the answers of each operation: its outcomes, and its HTTP errors. */",
    "export interface AnswerKeys {",
    ...operations.map((operation) => `  readonly ${operation.operationId}: ${keysOf(operation)};`),
    "}",
    "",
    "/** A key of an answer: of one operation, or of any. */",
    "export type AnswerKey<Id extends OperationId = OperationId> = AnswerKeys[Id];",
  ].join("\n");
}

function file(name: string, text: string): GeneratedFile {
  return { path: `${folder}/${name}`, text };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
