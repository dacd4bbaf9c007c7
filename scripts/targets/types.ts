import openapiTypescript, { astToString } from "openapi-typescript";
import { doNotEdit, type Target } from "../lib/target.js";

/** The types of paths, operations and schemas, by openapi-typescript. */
export const typesTarget: Target = {
  name: "types",
  async emit({ catalogue, bundle }) {
    const nodes = await openapiTypescript(JSON.stringify(bundle), {
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      silent: true,
    });
    return [
      {
        path: "packages/types/src/generated/openapi.ts",
        text: `// ${doNotEdit(catalogue)}\n\n${astToString(nodes)}`,
      },
    ];
  },
};
