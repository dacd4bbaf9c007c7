/**
 * Addresses of places in the reference, from the root of the site. Redoc makes the anchors; a test in a
 * browser holds these against them.
 */
import type { Callback, Catalogue, Operation } from "@aisolution/openapi";

/** The page of Redoc. */
export const referencePage = "reference.html";

/** An operation. */
export function operationAddress(operation: Pick<Operation, "family" | "operationId">): string {
  return `${referencePage}#/${section(operation)}`;
}

/** The table of outcomes of an operation. */
export function outcomesAddress(operation: Operation): string {
  return inside(operation, "responses");
}

/** A field of a form. */
export function requestFieldAddress(operation: Operation, field: string): string {
  return inside(operation, `t=request&path=${field.toLowerCase()}`);
}

/** A field of a success message. */
export function fieldAddress(operation: Operation, message: string, field: string): string {
  const messages = successMessages(operation);
  const branch = messages.length > 1 ? `&oneof=${String(messages.indexOf(message))}` : "";
  const list = operation.outcomes.some((outcome) => outcome.message.kind === "array") ? "[]" : "";
  return inside(
    operation,
    `t=response&c=200&path=&oneof=0/message${list}${branch}/${field.toLowerCase()}`,
  );
}

/** A callback, inside the operation that asks for it. */
export function callbackAddress(catalogue: Catalogue, callback: Callback): string {
  const { name, method } = callback;
  const caller = catalogue.operations.find((operation) => operation.callback === name);
  if (caller === undefined) throw new Error(`No operation has the callback ${name}.`);
  return inside(caller, `callbacks/${name.toLowerCase()}/${method.toLowerCase()}`);
}

/** Names of the objects that successes of an operation carry, in the order of the contract. */
export function successMessages({ outcomes }: Operation): readonly string[] {
  return [
    ...new Set(
      outcomes.flatMap(({ failure, message }) =>
        failure === undefined && message.name !== undefined ? [message.name] : [],
      ),
    ),
  ];
}

function section({ family, operationId }: Pick<Operation, "family" | "operationId">): string {
  return `${family}/${operationId.toLowerCase()}`;
}

function inside(operation: Pick<Operation, "family" | "operationId">, place: string): string {
  return `${operationAddress(operation)}#${section(operation)}/${place}`;
}
