/** The JSON Schema of all messages holds every documented example, in a strict validator. */
import { catalogue } from "@aisolution/openapi";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { child, isNode } from "../../openapi/lint/document.js";
import { messageSchemasTarget } from "../../scripts/targets/message-schemas.js";
import { readBundle } from "../support/contract.js";

const bundle = await readBundle();
const [file] = await messageSchemasTarget.emit({ catalogue, bundle });
const parsed: unknown = JSON.parse(file?.text ?? "");
const schema = isNode(parsed) ? parsed : {};
const definitions = child(schema, "$defs");

const ajv = addFormats.default(
  new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, strictRequired: true }),
);
ajv.addSchema(schema);

function validator(name: string): ValidateFunction {
  const validate = ajv.getSchema(`${String(schema["$id"])}#/$defs/${name}`);
  if (validate === undefined) throw new Error(`There is no ${name}.`);
  return validate;
}

describe("the schema bundle", () => {
  it("is valid JSON Schema 2020-12", () => {
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
  });

  it("has all schemas of the contract, and the callbacks", () => {
    expect(Object.keys(definitions)).toEqual([
      ...Object.keys(child(child(bundle, "components"), "schemas")),
      "WhatsAppDetailCallback",
    ]);
  });

  it.each(Object.keys(definitions))("defines %s for a strict validator", (name) => {
    expect(validator(name)).toBeTypeOf("function");
  });

  it("has nothing that only OpenAPI knows, and no reference that leads out", () => {
    const text = JSON.stringify(definitions);
    const keywords = [...text.matchAll(/"([\w$-]+)":/g)].map(([, keyword = ""]) => keyword);
    const foreign = ["discriminator", "xml", "externalDocs", "example", "nullable"];
    expect(keywords.filter((one) => one.startsWith("x-") || foreign.includes(one))).toEqual([]);
    for (const [, reference = ""] of text.matchAll(/"\$ref":"([^"]*)"/g)) {
      expect(Object.keys(definitions).map((name) => `#/$defs/${name}`)).toContain(reference);
    }
  });

  it.each([
    { type: ["string", "null"] },
    { dependentRequired: { a: ["b"] } },
    { items: false },
    { allOf: [true, { type: "string" }] },
    { properties: { "x-a": { type: "string" } } },
  ])("keeps %j as it is", async (schema) => {
    const odd = structuredClone(bundle);
    child(child(odd, "components"), "schemas")["Odd"] = schema;
    const [made] = await messageSchemasTarget.emit({ catalogue, bundle: odd });
    const text: unknown = JSON.parse(made?.text ?? "");
    expect(child(child({ text }, "text"), "$defs")["Odd"]).toEqual(schema);
  });

  it("keeps what the contract assumes, and says what each whole is for", () => {
    expect(JSON.stringify(child(definitions, "Image"))).toContain("Assumed: The source");
    expect(child(definitions, "DeleteFaceRequest")["$comment"]).toContain("Form of deleteFace.");
    expect(child(definitions, "CardImageRequest")["$comment"]).toMatch(
      /^Assumed: .*\. Form of recognizeGermanIdCard, .* and recognizeGermanDrivingLicence\.$/,
    );
  });
});

describe.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (_name, { request, response, outcomes }) => {
    const isAnswer = validator(response);
    const isForm = validator(request.schema);

    it.each(outcomes.map(({ key, example }) => [key, example.value] as const))(
      "accepts the answer %s",
      (_key, value) => {
        expect(isAnswer(value), ajv.errorsText(isAnswer.errors)).toBe(true);
      },
    );

    it("accepts its documented calls", () => {
      for (const { value } of request.examples) {
        expect(isForm(value), ajv.errorsText(isForm.errors)).toBe(true);
      }
    });

    it.each(outcomes.map(({ key, example }) => [key, example.value] as const))(
      "refuses %s with another status, or without a member",
      (_key, { status, message }) => {
        expect(isAnswer({ status: "NOT_DOCUMENTED", message })).toBe(false);
        expect(isAnswer({ message })).toBe(false);
        expect(isAnswer({ status })).toBe(false);
        expect(isAnswer({ status, message: 1 })).toBe(false);
      },
    );

    it("accepts a field that is not documented", () => {
      for (const { example } of outcomes) {
        const { status, message } = example.value;
        expect(isAnswer({ status, message, trace: "a" })).toBe(true);
        if (isNode(message))
          expect(isAnswer({ status, message: { ...message, new: 1 } })).toBe(true);
      }
    });

    it("refuses a form without a required field", () => {
      const value = { ...request.examples[0]?.value };
      for (const { name } of request.fields.filter(({ required }) => required)) {
        const { [name]: _removed, ...rest } = value;
        expect(isForm(rest)).toBe(false);
      }
    });
  },
);

describe("the callback", () => {
  const [callback] = catalogue.callbacks;
  const isQuery = validator("WhatsAppDetailCallback");
  const query = Object.fromEntries(
    (callback?.parameters ?? []).map(({ name, example }) => [name, example]),
  );

  it("accepts its documented query", () => {
    expect(isQuery(query), ajv.errorsText(isQuery.errors)).toBe(true);
  });

  it.each((callback?.parameters ?? []).map(({ name, required }) => [name, required] as const))(
    "knows whether %s has to be there",
    (name, required) => {
      const { [name]: _removed, ...rest } = query;
      expect(isQuery(rest)).toBe(!required);
    },
  );

  it("refuses a value that is not documented", () => {
    expect(isQuery({ ...query, whatsapp: "perhaps" })).toBe(false);
  });
});

it.each(catalogue.httpErrors.map(({ code, example }) => [code, example] as const))(
  "HttpError accepts the body of HTTP %i",
  (_code, example) => {
    expect(validator("HttpError")(example)).toBe(true);
    expect(validator("HttpError")({ ...example, message: null })).toBe(false);
  },
);
