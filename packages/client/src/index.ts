export { createClient, type AisolutionClient, type ClientOptions } from "./create-client.js";
export { ResponseFormatError } from "./response-format-error.js";
export type { CallOptions, CallResult, HttpClient } from "./http-client.js";
export type { Operations } from "./generated/operations.js";
export type * from "@aisolution/types";
