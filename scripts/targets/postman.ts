import type { Catalogue, HttpError, Operation, Outcome } from "@aisolution/openapi";
import { httpErrorsOf } from "../lib/http-errors-of.js";
import { answerCheck, keepValues, type CheckLanguage } from "../lib/answer-check.js";
import {
  collectionText,
  mockUrl,
  mockToken,
  operationText,
  tokenAdvice,
} from "../lib/collection-text.js";
import { withoutStop } from "../lib/markdown.js";
import { markdownPage, prose } from "../lib/escape/markdown.js";
import { convertContract, type ConvertedRequest } from "../lib/postman-converter.js";
import {
  answerForm,
  formWithVariables,
  passedValues,
  type SampleField,
} from "../lib/sample-form.js";
import { doNotEdit, type GeneratedFile, type Target } from "../lib/target.js";
import { tokenParameter } from "../lib/token-parameter.js";

const folder = "docs/downloads/postman";

const notes = [
  `Set the variable \`token\`, in an environment or among the variables of this collection. For the mock, set \`baseUrl\` to ${mockUrl} and \`token\` to \`${mockToken}\`.`,
  "The token goes out in the query, where Postman does not encode `+` and `%`: write `%2B` or `%25` for one in the token.",
];

/**
 * The Postman collection, and the environments for it.
 *
 * Postman's own converter reads the requests out of the contract. Where it gives less than the catalogue, the
 * catalogue is taken: it knows only the first of the examples under HTTP 200, has an empty `Retry-After`, sends every
 * optional field, so a callback too, and makes up pictures. Its identifiers differ from run to run, so they are left out.
 */
export const postmanTarget: Target = {
  name: "postman",
  async emit({ catalogue, bundle }) {
    const { description, schema, requests } = await convertContract(bundle);
    const requestOf = ({ method, path, operationId }: Operation): ConvertedRequest => {
      const found = requests.find((request) => request.method === method && request.path === path);
      if (found === undefined) throw new Error(`Postman's converter has lost ${operationId}.`);
      return found;
    };
    const collection = {
      info: {
        name: catalogue.contract.title,
        description: markdown(
          [markdownPage(description.trim()), collectionText(catalogue, notes), doNotEdit].join(
            "\n\n",
          ),
        ),
        schema,
      },
      auth: apiKey(catalogue),
      event: [script("prerequest", tokenCheck)],
      variable: [
        { key: "baseUrl", value: catalogue.server, type: "string" },
        // The format can mark a secret in an environment only.
        { key: "token", value: "", type: "string" },
        ...passedValues(catalogue).map(({ name, example }) => ({
          key: name,
          value: example,
          type: "string",
        })),
      ],
      item: catalogue.families.map((family) => ({
        name: family.title,
        description: markdown(prose(family.description)),
        item: catalogue.operations
          .filter((operation) => operation.family === family.name)
          .map((operation) => item(operation, requestOf(operation), catalogue)),
      })),
    };
    return [
      jsonFile("aisolution.postman_collection.json", collection),
      environment("mock", catalogue, mockUrl, { value: mockToken, type: "default" }),
      environment("production", catalogue, catalogue.server, { value: "", type: "secret" }),
    ];
  },
};

function jsonFile(name: string, content: object): GeneratedFile {
  return { path: `${folder}/${name}`, text: `${JSON.stringify(content, null, 2)}\n` };
}

function environment(
  name: string,
  { contract }: Catalogue,
  address: string,
  token: { readonly value: string; readonly type: "default" | "secret" },
): GeneratedFile {
  return jsonFile(`${name}.postman_environment.json`, {
    name: `${contract.title}, ${name}`,
    values: [
      { key: "baseUrl", value: address, type: "default", enabled: true },
      { key: "token", ...token, enabled: true },
    ],
    _postman_variable_scope: "environment",
  });
}

function apiKey(catalogue: Catalogue): object {
  return {
    type: "apikey",
    apikey: [
      { key: "key", value: tokenParameter(catalogue), type: "string" },
      { key: "value", value: "{{token}}", type: "string" },
      { key: "in", value: "query", type: "string" },
    ],
  };
}

/** An error in a script would not keep Postman from sending; a test can fail where nothing is sent. */
const tokenCheck = `
if (String(pm.variables.get("token") || "").trim() === "") {
  pm.test("the variable token has a value", () => {
    throw new Error(${JSON.stringify(tokenAdvice)});
  });
  pm.execution.skipRequest();
}
`.trim();

const language: CheckLanguage = {
  code: "pm.response.code",
  body: "pm.response.json()",
  test: "pm.test",
  expect: "pm.expect",
  keep: "pm.collectionVariables.set",
};

function item(operation: Operation, converted: ConvertedRequest, catalogue: Catalogue): object {
  const tests = [
    answerCheck(operation, catalogue, language),
    ...keepValues(operation, catalogue, language),
  ];
  const fields = formWithVariables(operation, catalogue);
  return {
    name: withoutStop(operation.summary),
    event: [script("test", tests.join("\n\n"))],
    request: {
      ...request(converted, fields, converted.fields),
      description: markdown(operationText(operation, catalogue)),
    },
    response: [
      ...operation.outcomes.map((outcome) =>
        savedOutcome(outcome, request(converted, answerForm(operation, outcome.key, catalogue))),
      ),
      ...httpErrorsOf(operation, catalogue).map((error) =>
        savedError(
          error,
          converted.reasons.get(error.code) ?? "",
          request(converted, answerForm(operation, error.key, catalogue)),
        ),
      ),
    ],
  };
}

function request(
  { method, path, headers }: ConvertedRequest,
  values: readonly SampleField[],
  descriptions: ReadonlyMap<string, string> = new Map(),
): object {
  return {
    method,
    header: headers,
    url: { raw: `{{baseUrl}}${path}`, host: ["{{baseUrl}}"], path: path.split("/").slice(1) },
    body: {
      mode: "urlencoded",
      urlencoded: values.map(({ name, value, enabled }) => ({
        key: name,
        value,
        type: "text",
        ...(enabled ? {} : { disabled: true }),
        ...describe(descriptions.get(name)),
      })),
    },
  };
}

function describe(description: string | undefined): object {
  return description === undefined ? {} : { description: markdown(prose(description)) };
}

function savedOutcome({ key, billing, example }: Outcome, originalRequest: object): object {
  return saved(`${key} (${billing})`, originalRequest, 200, "OK", example.value);
}

function savedError(
  { key, code, example, retryAfterExample }: HttpError,
  reason: string,
  originalRequest: object,
): object {
  const headers =
    retryAfterExample === undefined ? [] : [{ key: "Retry-After", value: retryAfterExample }];
  return saved(`HTTP ${String(code)}: ${key}`, originalRequest, code, reason, example, headers);
}

function saved(
  name: string,
  originalRequest: object,
  code: number,
  status: string,
  body: object,
  headers: readonly object[] = [],
): object {
  return {
    name,
    originalRequest,
    status,
    code,
    _postman_previewlanguage: "json",
    header: [{ key: "Content-Type", value: "application/json" }, ...headers],
    cookie: [],
    body: JSON.stringify(body, null, 2),
  };
}

function script(listen: "prerequest" | "test", text: string): object {
  return { listen, script: { type: "text/javascript", exec: text.split("\n") } };
}

function markdown(content: string): object {
  return { content, type: "text/markdown" };
}
