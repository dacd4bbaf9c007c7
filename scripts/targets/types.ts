import { openapiTypes } from "../lib/openapi-types.js";
import { doNotEdit, type Target } from "../lib/target.js";

/** The types of paths, operations and schemas, by openapi-typescript. */
export const typesTarget: Target = {
  name: "types",
  async emit({ bundle }) {
    const types = await openapiTypes(bundle);
    return [
      {
        path: "packages/types/src/generated/openapi.ts",
        text: `// ${doNotEdit}\n\n${types}`,
      },
    ];
  },
};
