/** The forms that the collections of requests send: with the contract's examples, or to get one answer of the mock. */
import type { Catalogue, Operation, RequestField } from "@aisolution/openapi";
import { magicImage } from "../../packages/mock/src/magic-image.js";
import {
  magicNumbers,
  magicText,
  magicTextField,
  numberField,
} from "../../packages/mock/src/magic-value.js";
import { collectionValue } from "./escape/collection.js";
import { exampleValue } from "./example-value.js";

/** A field of a form. One that is not enabled is there for people to switch on. */
export interface SampleField {
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
}

/** The form with the documented values. Only what is required is enabled: no call asks for a callback unasked. */
function sampleForm(operation: Operation): readonly SampleField[] {
  return operation.request.fields.map((field) => ({
    name: field.name,
    value: sentExample(operation, field),
    enabled: field.required,
  }));
}

function sentExample(operation: Operation, field: RequestField): string {
  const where = `The example of ${field.name} in ${operation.operationId}`;
  return collectionValue(exampleValue(operation, field), where);
}

/** The form that brings one answer of the mock: a tiny picture, a text or a telephone number that names it. */
export function answerForm(
  operation: Operation,
  key: string,
  catalogue: Catalogue,
): readonly SampleField[] {
  const number = magicNumbers(operation, catalogue).find((magic) => magic.key === key)?.number;
  const condition = operation.outcomes.find((outcome) => outcome.key === key)?.onlyWith;
  const [mediaType = ""] = catalogue.image.mediaTypes;
  const kinds = new Map(operation.request.fields.map(({ name, kind }) => [name, kind]));
  return sampleForm(operation).map((field) => {
    const { name } = field;
    if (kinds.get(name) === "image") {
      return { ...field, value: Buffer.from(magicImage(key, mediaType)).toString("base64") };
    }
    if (name === magicTextField(operation)) return { ...field, value: magicText(key) };
    if (name === numberField(operation)) return { ...field, value: number ?? field.value };
    return name === condition?.field ? { name, value: condition.equals, enabled: true } : field;
  });
}

/** The form with the documented values, and with variables, as `{{person_id}}`, for those that another call gives. */
export function formWithVariables(
  operation: Operation,
  catalogue: Catalogue,
): readonly SampleField[] {
  const taken = passedValues(catalogue)
    .filter(({ taker }) => taker === operation)
    .map(({ name }) => name);
  return sampleForm(operation).map((field) =>
    taken.includes(field.name) ? { ...field, value: `{{${field.name}}}` } : field,
  );
}

/** A value that a successful call of one operation returns, and another one of its family takes. */
export interface PassedValue {
  readonly name: string;
  readonly giver: Operation;
  readonly taker: Operation;
  /** The contract's example of it. */
  readonly example: string;
}

/** The values that have to be passed from one call to another, as the identifier of a person in the face group. */
export function passedValues({
  operations,
  messages,
}: Pick<Catalogue, "operations" | "messages">): readonly PassedValue[] {
  const gives = ({ outcomes }: Operation, name: string): boolean =>
    outcomes.some(
      ({ failure, message }) =>
        failure === undefined &&
        message.kind === "object" &&
        messages
          .find((candidate) => candidate.name === message.name)
          ?.fields.some((field) => field.name === name && field.required),
    );
  return operations.flatMap((taker) =>
    taker.request.fields
      .filter(({ kind, required }) => kind === "text" && required)
      .flatMap((field) => {
        const giver = operations.find(
          (other) => other !== taker && other.family === taker.family && gives(other, field.name),
        );
        if (giver === undefined) return [];
        const example = sentExample(taker, field);
        return [{ name: field.name, giver, taker, example }];
      }),
  );
}
