import type { Catalogue, HttpError, Operation } from "@aisolution/openapi";

/** The answers outside HTTP 200 that an operation can give. */
export function httpErrorsOf(
  { httpErrors }: Pick<Operation, "httpErrors">,
  catalogue: Pick<Catalogue, "httpErrors">,
): readonly HttpError[] {
  return catalogue.httpErrors.filter((error) => httpErrors.includes(error.code));
}
