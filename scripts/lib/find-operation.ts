import type { Catalogue, Operation } from "@aisolution/openapi";

/**
 * An operation that a target names itself.
 *
 * @throws when the contract has no such operation: the target would say less without a word
 */
export function findOperation(
  { operations }: Pick<Catalogue, "operations">,
  operationId: string,
): Operation {
  const found = operations.find((operation) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`The catalogue has no operation ${operationId}.`);
  return found;
}
