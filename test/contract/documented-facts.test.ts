/**
 * Holds the contract against the documented facts, which stand as a fixture: every parameter, field,
 * outcome, billing note and sample answer of the source.
 */
import { readFile } from "node:fs/promises";
import { catalogue, type Message, type Operation } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { schemaValidator } from "../support/contract.js";

interface Section {
  section: string;
  path: string;
  method: string;
  operationId: string;
  parameters: { name: string; required: "not stated" | "optional" }[];
  fields: string[];
  outcomes: { status: string; billing: "charge" | "free" | "conditional" }[];
  samples: { title: string; mended?: boolean; answer: { status: string; message: unknown } }[];
  callbackQuery?: string;
}

const file = new URL("../fixtures/documented-api.json", import.meta.url);
const { sections }: { sections: Section[] } = JSON.parse(await readFile(file, "utf8"));
const validatorOf = await schemaValidator();

function operationOf({ operationId }: Section): Operation {
  const operation = catalogue.operations.find((candidate) => candidate.operationId === operationId);
  if (operation === undefined) throw new Error(`The catalogue has no ${operationId}.`);
  return operation;
}

/** The objects that a section describes. The two Thai sections share an operation, not an object. */
function messagesOf(section: Section): Message[] {
  const success = section.samples.find(({ answer }) => answer.status === "OK")?.answer.message;
  const outcomes = operationOf(section).outcomes.filter(
    ({ when }) =>
      when === undefined ||
      !("equals" in when) ||
      when.property !== "cardTypeEn" ||
      (typeof success === "object" &&
        success !== null &&
        Reflect.get(success, when.property) === when.equals),
  );
  const names = outcomes.map(({ message }) => message.name);
  return catalogue.messages.filter(({ name }) => names.includes(name));
}

/** Answers with one value of a wrong type, for each place where a type is documented. */
function wrongTypes(answer: Section["samples"][number]["answer"]): unknown[] {
  const wrong = (value: unknown): unknown => (typeof value === "string" ? 7 : "seven");
  const { message } = answer;
  const faults: unknown[] = [
    { ...answer, status: 7 },
    { ...answer, message: 7 },
    { ...answer, message: true },
    { status: answer.status },
  ];
  const target: unknown = Array.isArray(message) ? message[0] : message;
  if (typeof target === "object" && target !== null) {
    for (const [name, value] of Object.entries(target)) {
      const broken = { ...target, [name]: wrong(value) };
      faults.push({ ...answer, message: Array.isArray(message) ? [broken] : broken });
    }
  }
  return faults;
}

it("covers the 20 documented sections on 19 paths, in their order", () => {
  expect(sections).toHaveLength(20);
  const byFirstMention = [...new Set(sections.map(({ path }) => path))];
  expect(byFirstMention).toHaveLength(19);
  expect(catalogue.operations.map(({ path }) => path)).toEqual(byFirstMention);
});

describe.each(sections.map((section) => [section.section, section] as const))(
  "%s",
  (_title, section) => {
    const operation = operationOf(section);

    it("has the documented request", () => {
      expect(operation.path).toBe(section.path);
      expect(operation.method).toBe(section.method);
      expect(operation.request.fields.map(({ name }) => name)).toEqual(
        section.parameters.map(({ name }) => name),
      );
      for (const { name, required } of section.parameters) {
        const field = operation.request.fields.find((candidate) => candidate.name === name);
        // `country` is not called optional, but the documented sample leaves it out.
        if (required === "optional" || name === "country") expect(field?.required).toBe(false);
        else expect(field?.required).toBe(true);
        expect(field?.description).toBeTruthy();
      }
    });

    it("has every documented field, with a description, and no other", () => {
      const fields = messagesOf(section).flatMap((message) => message.fields);
      expect(fields.map(({ name }) => name).sort()).toEqual([...section.fields].sort());
      for (const { name, description } of fields) expect(description, name).toBeTruthy();
    });

    it("has every documented outcome, and no other", () => {
      const statuses = new Set(operation.outcomes.map(({ status }) => status));
      expect([...statuses].sort()).toEqual(section.outcomes.map(({ status }) => status).sort());
    });

    it.each(section.outcomes.map((outcome) => [outcome.status, outcome.billing] as const))(
      "bills %s as %s",
      (status, billing) => {
        const bills = operation.outcomes
          .filter((outcome) => outcome.status === status)
          .map((outcome) => outcome.billing);
        expect(new Set(bills)).toEqual(
          new Set(billing === "conditional" ? ["charge", "free"] : [billing]),
        );
      },
    );

    it.each(section.samples.map((sample) => [sample.title, sample] as const))(
      "accepts the sample: %s",
      (_name, { answer }) => {
        const validate = validatorOf(operation.response);
        expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
        for (const fault of wrongTypes(answer)) {
          expect(validate(fault), JSON.stringify(fault)).toBe(false);
        }
      },
    );

    it("accepts fields that nobody has documented", () => {
      const validate = validatorOf(operation.response);
      for (const { answer } of section.samples) {
        const { message } = answer;
        if (typeof message !== "object" || message === null || Array.isArray(message)) continue;
        expect(validate({ ...answer, message: { ...message, later: 1 }, later: 2 })).toBe(true);
      }
    });
  },
);

it("charges WhatsApp lookups unless the conclusion is checking or unavailable", () => {
  const operation = catalogue.operations.find(
    ({ operationId }) => operationId === "getWhatsAppDetail",
  );
  const bills = (operation?.outcomes ?? [])
    .filter(({ status }) => status === "OK")
    .map(({ when, billing }) => [
      when !== undefined && "equals" in when ? when.equals : "",
      billing,
    ]);
  expect(Object.fromEntries(bills)).toEqual({
    yes: "charge",
    no: "charge",
    checking: "free",
    unavailable: "free",
  });
});

it("calls a missing face final, although its status is RETRY_LATER", () => {
  const operation = catalogue.operations.find(({ operationId }) => operationId === "compareFaces");
  const retries = (operation?.outcomes ?? [])
    .filter(({ status }) => status === "RETRY_LATER")
    .map(({ key, retry, failedImage }) => [key, retry, failedImage]);
  expect(retries).toEqual([
    ["imageb-face-detect-failed", "never", "img2"],
    ["imagea-face-detect-failed", "never", "img1"],
    ["face-detect-failed", "never", undefined],
    ["retry-later", "backoff", undefined],
  ]);
});

it("knows the parameters of the documented callback", () => {
  const query = sections.find((section) => section.callbackQuery !== undefined)?.callbackQuery;
  const [callback] = catalogue.callbacks;
  expect(callback?.requestField).toBe("callback");
  expect(callback?.parameters.map(({ name }) => name)).toEqual([
    ...new URLSearchParams(query).keys(),
  ]);
});
