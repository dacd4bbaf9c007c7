import type prismHttpModule from "@stoplight/prism-http";
import { member } from "./member.js";

type Content = NonNullable<
  Awaited<
    ReturnType<typeof prismHttpModule.getHttpOperationsFromSpec>
  >[number]["responses"][number]["contents"]
>[number];
type Schema = NonNullable<Content["schema"]>;

/**
 * Leaves of each `oneOf` the one schema that an answer of this kind has. Otherwise a wrong value brings the
 * faults of all the others too.
 *
 * @param model an answer of that kind; where it says nothing, all schemas stay
 */
export function narrowSchema(schema: Schema, model: unknown): Schema {
  const { oneOf, ...rest } = schema;
  const fitting = (oneOf ?? []).filter((branch) => fits(branch, model));
  const [only] = fitting;
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, property]): [string, typeof property] => [
      name,
      typeof property === "object" ? narrowSchema(property, member(model, name)) : property,
    ],
  );
  const narrowed =
    schema.properties === undefined ? {} : { properties: Object.fromEntries(properties) };
  if (fitting.length !== 1 || typeof only !== "object") return { ...schema, ...narrowed };
  return { ...rest, ...narrowed, allOf: [...(rest.allOf ?? []), narrowSchema(only, model)] };
}

/** Whether all constants of a schema are those of the model. */
function fits(schema: boolean | Schema, model: unknown): boolean {
  if (typeof schema === "boolean") return schema;
  return Object.entries(schema.properties ?? {}).every(([name, property]) => {
    const value = member(model, name);
    return (
      value === undefined ||
      typeof property === "boolean" ||
      property.const === undefined ||
      property.const === value
    );
  });
}
