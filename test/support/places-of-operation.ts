import type { Catalogue, Operation } from "@aisolution/openapi";
import { placesOfField, type Place } from "../../scripts/docs/api-notes.js";

/**
 * The places of an operation: its own, its form and its outcomes with all their fields. What all
 * operations share (the token, answers outside HTTP 200) is not among them.
 */
export function placesOfOperation(operation: Operation, catalogue: Catalogue): readonly Place[] {
  const { operationId, request, outcomes, callback } = operation;
  const names = new Set(outcomes.map(({ message }) => message.name));
  const callbacks = catalogue.callbacks.filter(({ name }) => name === callback);
  const places = [
    operationId,
    request.schema,
    ...request.fields.map(({ name }) => `${request.schema}.${name}`),
    ...(request.fields.some(({ kind }) => kind === "image") ? ["Image"] : []),
    operation.response,
    ...outcomes.flatMap(({ key, schema }) => [
      `${operationId}: ${key}`,
      schema,
      `${schema}.status`,
      `${schema}.message`,
    ]),
    ...catalogue.messages
      .filter(({ name }) => names.has(name))
      .flatMap(({ name, fields }) => [
        name,
        ...fields.flatMap((field) => placesOfField(name, field)),
      ]),
    ...callbacks.map((request) => request.operationId),
  ];
  return [...new Set(places)];
}
