import { readFile } from "node:fs/promises";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isNode } from "../../openapi/lint/document.js";

/** The bundled contract, as the package publishes it. */
export async function readBundle(): Promise<Record<string, unknown>> {
  const file = new URL("../../packages/openapi/openapi.json", import.meta.url);
  const bundle: unknown = JSON.parse(await readFile(file, "utf8"));
  if (!isNode(bundle)) throw new Error("The bundle is not an object.");
  return bundle;
}

/** A validator for one schema component of the bundle. */
export async function schemaValidator(): Promise<(name: string) => ValidateFunction> {
  const bundle = await readBundle();
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema(bundle, "contract");
  const validators = new Map<string, ValidateFunction>();
  return (name) => {
    const known = validators.get(name);
    if (known !== undefined) return known;
    const validate = ajv.compile({ $ref: `contract#/components/schemas/${name}` });
    validators.set(name, validate);
    return validate;
  };
}
