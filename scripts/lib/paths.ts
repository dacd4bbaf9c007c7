import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const repositoryRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of the contract. */
export const contractFolder = fileURLToPath(new URL("../../openapi/", import.meta.url));
