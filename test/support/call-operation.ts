import type { Operation } from "@aisolution/openapi";

/** Calls the method of an operation, which is known by its names in the catalogue only. */
export async function callOperation(
  client: object,
  { family, operationId }: Pick<Operation, "family" | "operationId">,
  form: unknown,
  ...options: readonly unknown[]
): Promise<unknown> {
  const name = family.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  const method: unknown = Reflect.get(Object(Reflect.get(client, name)), operationId);
  if (typeof method !== "function") throw new Error(`The client has no ${name}.${operationId}.`);
  const result: unknown = await Reflect.apply(method, undefined, [form, ...options]);
  return result;
}
