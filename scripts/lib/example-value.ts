import type { Operation, RequestField } from "@aisolution/openapi";

/**
 * The value of a field that the contract shows first: in a whole form, else beside the field.
 *
 * @throws when the contract shows none
 */
export function exampleValue(
  { operationId, request }: Pick<Operation, "operationId" | "request">,
  { name, examples = [], values = [] }: RequestField,
): string {
  const documented = request.examples.map(({ value }) => value[name]);
  const found = [...documented, ...examples, ...values].find((value) => value !== undefined);
  if (found === undefined) throw new Error(`${operationId} has no example of the field ${name}.`);
  return found;
}
