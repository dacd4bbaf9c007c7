import type { Catalogue, Operation, Outcome } from "@aisolution/openapi";
import { answerCheck, keepValues, type CheckLanguage } from "../lib/answer-check.js";
import {
  loadBrunoWriter,
  type BrunoExample,
  type BrunoParameter,
  type BrunoRequest,
} from "../lib/bruno-language.js";
import {
  collectionText,
  mockUrl,
  mockToken,
  operationText,
  tokenAdvice,
} from "../lib/collection-text.js";
import { brunoJson, brunoLine } from "../lib/escape/bruno.js";
import { prose } from "../lib/escape/markdown.js";
import { withoutStop } from "../lib/markdown.js";
import {
  answerForm,
  formWithVariables,
  passedValues,
  type SampleField,
} from "../lib/sample-form.js";
import { doNotEdit, type GeneratedFile, type Target } from "../lib/target.js";
import { tokenParameter } from "../lib/token-parameter.js";

const folder = "docs/downloads/bruno";

const notes = [
  "Choose an environment: `mock`, or `production`, where the variable `token` is a secret that you have to set.",
  "The token goes out in the query. Bruno encodes it there, but not `&` and `#`: a token with one cannot be sent.",
];

/** The Bruno collection, in Bruno's own language: one file for each operation. */
export const brunoTarget: Target = {
  name: "bruno",
  emit({ catalogue }) {
    const writer = loadBrunoWriter();
    const note = doNotEdit;
    const { contract, families, operations, server } = catalogue;
    const information = { version: "1", name: contract.title, type: "collection", ignore: [] };
    const files: GeneratedFile[] = [
      file("bruno.json", JSON.stringify(information, null, 2)),
      file(
        "collection.bru",
        writer.writeFolder({
          vars: {
            req: passedValues(catalogue).map(({ name, example }) => pair(name, example)),
          },
          script: { req: tokenCheck },
          docs: [collectionText(catalogue, notes), note].join("\n\n"),
        }),
      ),
      file(
        "environments/mock.bru",
        writer.writeEnvironment({
          variables: [
            { ...pair("baseUrl", mockUrl), secret: false },
            { ...pair("token", mockToken), secret: false },
          ],
        }),
      ),
      file(
        "environments/production.bru",
        writer.writeEnvironment({
          variables: [
            { ...pair("baseUrl", server), secret: false },
            { ...pair("token", ""), secret: true },
          ],
        }),
      ),
    ];
    for (const [index, family] of families.entries()) {
      const members = operations.filter((operation) => operation.family === family.name);
      files.push(
        file(
          `${family.name}/folder.bru`,
          writer.writeFolder({
            meta: { name: brunoLine(family.title), seq: index + 1 },
            docs: [prose(family.description), note].join("\n\n"),
          }),
        ),
        ...members.map((operation, position) =>
          file(
            `${family.name}/${operation.operationId}.bru`,
            writer.writeRequest(brunoRequest(operation, position + 1, catalogue)),
          ),
        ),
      );
    }
    return Promise.resolve(files);
  },
};

function file(name: string, text: string): GeneratedFile {
  return { path: `${folder}/${name}`, text: `${text.trimEnd()}\n` };
}

/** An error in a script before a request keeps Bruno from sending it. */
const tokenCheck = `
const token = bru.interpolate("{{token}}").trim();
if (token === "" || token === "{{token}}") throw new Error(${JSON.stringify(tokenAdvice)});
`.trim();

const language: CheckLanguage = {
  code: "res.getStatus()",
  body: "res.getBody()",
  test: "test",
  expect: "expect",
  keep: "bru.setVar",
};

/** The content of the file of an operation. */
export function brunoRequest(
  operation: Operation,
  seq: number,
  catalogue: Catalogue,
): BrunoRequest {
  const { method, summary, outcomes } = operation;
  const url = brunoUrl(operation, catalogue);
  return {
    meta: { name: brunoLine(withoutStop(summary)), type: "http", seq },
    http: { method: method.toLowerCase(), url, body: "formUrlEncoded", auth: "none" },
    params: [tokenPair(catalogue)],
    headers: [pair("Accept", "application/json")],
    body: {
      formUrlEncoded: formWithVariables(operation, catalogue),
    },
    tests: [
      answerCheck(operation, catalogue, language),
      ...keepValues(operation, catalogue, language),
    ].join("\n\n"),
    // Without it, a `+` in the token would arrive as a space.
    settings: { encodeUrl: true },
    docs: [operationText(operation, catalogue), doNotEdit].join("\n\n"),
    examples: outcomes.map((outcome) => example(operation, outcome, url, catalogue)),
  };
}

/** Bruno sends no token that stands in the settings of a collection as an API key: it has to be in each URL. */
function brunoUrl({ path }: Operation, catalogue: Catalogue): string {
  const { name, value } = tokenPair(catalogue);
  return `{{baseUrl}}${path}?${name}=${value}`;
}

function tokenPair(catalogue: Catalogue): BrunoParameter {
  return { ...pair(tokenParameter(catalogue), "{{token}}"), type: "query" };
}

function pair(name: string, value: string): { name: string; value: string; enabled: true } {
  return { name, value, enabled: true };
}

function example(
  operation: Operation,
  { key, billing, description, example: { value } }: Outcome,
  url: string,
  catalogue: Catalogue,
): BrunoExample {
  return {
    name: `${key} (${billing})`,
    description: brunoLine(description),
    request: {
      url,
      method: operation.method,
      params: [tokenPair(catalogue)],
      body: {
        mode: "formUrlEncoded",
        formUrlEncoded: enabledFirst(answerForm(operation, key, catalogue)),
      },
    },
    response: {
      headers: [pair("Content-Type", "application/json")],
      status: "200",
      statusText: "OK",
      body: { type: "json", content: brunoJson(value) },
    },
  };
}

/** The order in which Bruno writes them. */
function enabledFirst(fields: readonly SampleField[]): readonly SampleField[] {
  return [...fields.filter(({ enabled }) => enabled), ...fields.filter(({ enabled }) => !enabled)];
}
