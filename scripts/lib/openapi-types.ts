import type { Node } from "typescript";

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
  return openapiTypes(document, await emptySections());
}

/**
 * TypeScript types of an OpenAPI document.
 *
 * @param isLeftOut says which of the declarations nobody needs
 */
export async function openapiTypes(
  document: string,
  isLeftOut: (node: Node) => boolean = () => false,
): Promise<string> {
  // It brings the compiler along. Loaded here, it does not delay what needs no types.
  const { astToString, default: openapiTypescript } = await import("openapi-typescript");
  const nodes = await openapiTypescript(document, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  });
  return astToString(nodes.filter((node) => !isLeftOut(node)));
}

/** A document without paths still has their types; nobody needs them. */
async function emptySections(): Promise<(node: Node) => boolean> {
  const { default: ts } = await import("typescript");
  return (node) =>
    ts.isTypeAliasDeclaration(node) &&
    ["paths", "webhooks", "operations", "$defs"].includes(node.name.text);
}
