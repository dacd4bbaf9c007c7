export { createClient, type AisolutionClient, type ClientOptions } from "./create-client.js";
export { ImageInputError, type ImageProblem } from "./image/image-input-error.js";
export type { ImageInput } from "./image/read-image.js";
export { ResponseFormatError } from "./response-format-error.js";
export type { CallOptions, CallResult, HttpClient } from "./http-client.js";
export type {
  CardImageForm,
  FaceComparisonForm,
  FaceImageForm,
  HandheldIdCardForm,
  Operations,
} from "./generated/operations.js";
export type * from "@aisolution/types";
