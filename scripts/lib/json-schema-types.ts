import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";

/**
 * TypeScript types of the `$defs` of a JSON Schema, one exported type for each definition.
 *
 * openapi-typescript knows JSON Schema 2020-12 as the schema language of OpenAPI 3.1, so the
 * definitions travel as components.
 */
export async function jsonSchemaTypes(definitions: Record<string, unknown>): Promise<string> {
  const schemas: unknown = JSON.parse(
    JSON.stringify(definitions).replaceAll("#/$defs/", "#/components/schemas/"),
  );
  const document = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Definitions", version: "1.0.0" },
    paths: {},
    components: { schemas },
  });
  const nodes = await openapiTypescript(document, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  });
  return astToString(nodes.filter((node) => !isEmptySection(node)));
}

/** A document without paths still has their types; nobody needs them. */
function isEmptySection(node: ts.Node): boolean {
  return (
    ts.isTypeAliasDeclaration(node) &&
    ["paths", "webhooks", "operations", "$defs"].includes(node.name.text)
  );
}
