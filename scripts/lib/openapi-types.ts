import type { Node as SyntaxNode } from "typescript";
import { isNode } from "../../openapi/lint/document.js";
import { docText } from "./escape/script.js";
import type { Node } from "./reader.js";

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
  const document = {
    openapi: "3.1.0",
    info: { title: "Definitions", version: "1.0.0" },
    paths: {},
    components: { schemas },
  };
  return openapiTypes(document, await emptySections());
}

/**
 * TypeScript types of an OpenAPI document.
 *
 * @param isLeftOut says which of the declarations nobody needs
 */
export async function openapiTypes(
  document: Node,
  isLeftOut: (node: SyntaxNode) => boolean = () => false,
): Promise<string> {
  // It brings the compiler along. Loaded here, it does not delay what needs no types.
  const { astToString, default: openapiTypescript } = await import("openapi-typescript");
  const nodes = await openapiTypescript(JSON.stringify(withDocTexts(document)), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
  });
  return astToString(nodes.filter((node) => !isLeftOut(node)));
}

/** What openapi-typescript writes into comments. It keeps a text from ending one, but not from being a tag. */
const commented = new Set(["title", "summary", "description", "format", "default", "example"]);

/** Makes the texts that become comments fit for that. Values that become types stay as they are. */
function withDocTexts(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withDocTexts);
  if (!isNode(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (typeof value === "string" && commented.has(key)) return [key, docText(value)];
      if (key === "examples" && Array.isArray(value)) return [key, value.map(withDocText)];
      return [key, withDocTexts(value)];
    }),
  );
}

function withDocText(value: unknown): unknown {
  return typeof value === "string" ? docText(value) : value;
}

/** A document without paths still has their types; nobody needs them. */
async function emptySections(): Promise<(node: SyntaxNode) => boolean> {
  const { default: ts } = await import("typescript");
  return (node) =>
    ts.isTypeAliasDeclaration(node) &&
    ["paths", "webhooks", "operations", "$defs"].includes(node.name.text);
}
