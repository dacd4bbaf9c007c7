import type { Operation, RequestField } from "@aisolution/openapi";

/** The fields of a form that hold a picture. */
export function imageFields({ request }: Pick<Operation, "request">): readonly RequestField[] {
  return request.fields.filter(({ kind }) => kind === "image");
}
