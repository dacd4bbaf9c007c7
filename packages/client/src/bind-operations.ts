import type { Call } from "./call.js";
import { operations } from "./generated/definitions.js";
import type { Operations } from "./generated/operations.js";
import type { CallOptions } from "./options.js";

type Method = (form: unknown, options?: CallOptions) => Promise<unknown>;

/** Makes a method of each operation. */
export function bindOperations<ThrowOnError extends boolean>(
  call: Call,
  throwOnError: ThrowOnError,
): Operations<ThrowOnError> {
  const families: Record<string, Record<string, Method>> = {};
  for (const [family, groups] of Object.entries(operations)) {
    const methods: Record<string, Method> = (families[family] = {});
    for (const [fields, outcomes, paths] of groups) {
      for (const [operationId, path] of Object.entries(paths)) {
        methods[operationId] = async (form, options) => {
          const result = await call({ operationId, path, fields, outcomes }, form, options);
          if (!throwOnError) return result;
          if (result.error) throw result.error;
          return result.data;
        };
      }
    }
  }
  trustContract<ThrowOnError>(families);
  return families;
}

/**
 * Gives the methods their types. They are generated from the contract, as the definitions are; data has them
 * as far as the service keeps to it, because its fields are not checked on each call.
 */
function trustContract<ThrowOnError extends boolean>(
  _families: object,
): asserts _families is Operations<ThrowOnError> {
  // Types only.
}
