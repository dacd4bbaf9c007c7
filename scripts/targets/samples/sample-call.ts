import type { Catalogue, Operation, RequestField } from "@aisolution/openapi";
import { exampleValue } from "../../lib/example-value.js";
import { imageFields } from "../../lib/image-fields.js";
import { tokenParameter } from "../../lib/token-parameter.js";

/** A field of a form that holds a picture, and the file that a sample takes it from. */
export interface PictureField {
  readonly name: string;
  readonly kind: "picture";
  readonly file: string;
  /** Name for a variable that holds it. Programs have no other of this name. */
  readonly variable: string;
}

/** Any other field of a form, with an example of its value. */
export interface TextField {
  readonly name: string;
  readonly kind: "text";
  readonly value: string;
}

/** A call as every language shows it. */
export interface SampleCall {
  readonly operationId: string;
  /** Member of the client that has the method. */
  readonly family: string;
  /** What the call does, on one line. */
  readonly summary: string;
  /** Scheme and host. */
  readonly server: string;
  readonly path: string;
  readonly contentType: string;
  /** Name of the query parameter for the token. */
  readonly tokenParameter: string;
  /** The fields that the service needs. */
  readonly fields: readonly (PictureField | TextField)[];
  /** Those that a caller can add. */
  readonly optional: readonly TextField[];
  /** `status` of a success. */
  readonly success: string;
}

/** The environment variable that holds the token. */
export const tokenVariable = "AISOLUTION_TOKEN";

/** Said where it is missing. */
export const missingToken = `${tokenVariable} is not set`;

/** Why a sample looks at `status` although the HTTP status was 200. */
export const failureComment = "A documented failure comes with HTTP 200 too.";

/** Said without the answer: a page of a proxy can show the address, and so the token. */
export const noJson = "The answer is not JSON";

/** How long a sample waits for an answer. */
export const timeoutSeconds = 30;

/** @throws when the contract has what samples cannot show */
export function sampleCall(operation: Operation, catalogue: Catalogue): SampleCall {
  const { operationId, family, path, request, outcomes, summary } = operation;
  const { contentType } = request;
  const { server } = catalogue;
  const demand = (fact: boolean, what: string) => {
    if (!fact) throw new Error(`Samples need ${what}. See ${operationId}.`);
  };
  const [success = "", ...others] = new Set(
    outcomes.flatMap(({ status, failure }) => (failure === undefined ? [status] : [])),
  );
  demand(success !== "" && others.length === 0, "one status of success");
  demand(contentType === "application/x-www-form-urlencoded", "a form");
  // So it means the same in a template literal, in an f-string and in a format.
  demand(/^[\w:/.-]+$/.test(server + path), "a plain address");
  demand(
    request.fields.every(({ name }) => /^[\w-]+$/.test(name)),
    "plain names of fields",
  );
  const fields = request.fields.map((field) => ({
    required: field.required,
    field: sampleField(field, operation, catalogue),
  }));
  demand(
    fields.every(({ required, field }) => required || field.kind === "text"),
    "pictures to be required",
  );
  return {
    operationId,
    family: family.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase()),
    summary: summary.replaceAll(/\s+/g, " ").trim(),
    server,
    path,
    contentType,
    tokenParameter: tokenParameter(catalogue),
    fields: fields.flatMap(({ required, field }) => (required ? [field] : [])),
    optional: fields.flatMap(({ required, field }) =>
      required || field.kind === "picture" ? [] : [field],
    ),
    success,
  };
}

/** The fields of a call that hold pictures. */
export function pictures({ fields }: SampleCall): readonly PictureField[] {
  return fields.flatMap((field) => (field.kind === "picture" ? [field] : []));
}

function sampleField(
  field: RequestField,
  operation: Operation,
  catalogue: Catalogue,
): PictureField | TextField {
  const { name, kind } = field;
  if (kind !== "image") return { name, kind: "text", value: exampleValue(operation, field) };
  const all = imageFields(operation);
  const number = all.length > 1 ? String(all.indexOf(field) + 1) : "";
  const file = `${pictureName(operation, catalogue)}${number && `-${number}`}.jpg`;
  return { name, kind: "picture", file, variable: `picture${number}` };
}

/** What the pictures of an operation have to show. */
function pictureName(operation: Operation, { messages }: Catalogue): string {
  const { operationId, outcomes } = operation;
  const showsDocument = outcomes.some(({ message }) =>
    messages.some(({ name, document }) => name === message.name && document !== undefined),
  );
  if (showsDocument) return "card";
  if (!operationId.startsWith("compare")) return "selfie";
  // One picture to compare shows a person who is holding a card.
  return imageFields(operation).length === 1 ? "holding" : "face";
}
