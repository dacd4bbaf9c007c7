/** What a run of a whole collection sends to the mock. */
import type { Mock } from "@aisolution/mock";
import { catalogue, type Operation } from "@aisolution/openapi";
import { expect } from "vitest";

/** Names of the fields that a call needs. */
export function requiredFields({ request }: Operation): readonly string[] {
  return request.fields.filter(({ required }) => required).map(({ name }) => name);
}

/** Expects that each operation was called once, in order, with the token in the query, and that it succeeded. */
export function expectEachOperationCalled(mock: Mock): void {
  const calls = mock.requests();
  expect(
    calls.map(({ operationId, tokenIn, code, fields }) => ({
      operationId,
      tokenIn,
      code,
      fields: Object.keys(fields),
    })),
  ).toEqual(
    catalogue.operations.map((operation) => ({
      operationId: operation.operationId,
      tokenIn: "query",
      code: 200,
      fields: requiredFields(operation),
    })),
  );
  // The identifier that `addFace` gave was the one to delete.
  expect(calls.find(({ operationId }) => operationId === "deleteFace")?.key).toBe("ok");
}
