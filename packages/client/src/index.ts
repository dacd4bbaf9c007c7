export { createClient, type AisolutionClient } from "./create-client.js";
export type { CallFailure, CallResult, CallSuccess, Reply } from "./definition.js";
export { AbortError } from "./errors/abort-error.js";
export { AisolutionError, type Billing, type ErrorFacts } from "./errors/aisolution-error.js";
export { AuthenticationError } from "./errors/authentication-error.js";
export { ConnectionError } from "./errors/connection-error.js";
export { FaceError } from "./errors/face-error.js";
export { HttpError } from "./errors/http-error.js";
export { ImageError } from "./errors/image-error.js";
export { InputError } from "./errors/input-error.js";
export { InvalidRequestError } from "./errors/invalid-request-error.js";
export { isAisolutionError, type AnyAisolutionError } from "./errors/is-aisolution-error.js";
export { NotFoundError } from "./errors/not-found-error.js";
export { RateLimitError } from "./errors/rate-limit-error.js";
export { RecognitionError } from "./errors/recognition-error.js";
export { ResponseFormatError } from "./errors/response-format-error.js";
export { TimeoutError } from "./errors/timeout-error.js";
export { UnavailableError } from "./errors/unavailable-error.js";
export { UnknownOutcomeError } from "./errors/unknown-outcome-error.js";
export type * from "./generated/operations.js";
export { ImageInputError, type ImageProblem } from "./image/image-input-error.js";
export type { ImageInput } from "./image/read-image.js";
export type {
  CallOptions,
  ClientOptions,
  Fetch,
  Hooks,
  LargeImageEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  RetryOptions,
  SharedOptions,
  TokenSource,
} from "./options.js";
export {
  recognizeMany,
  type BatchOptions,
  type BatchProgress,
  type BatchResult,
} from "./recognize-many.js";
export { seededRandom } from "./seeded-random.js";
export type { HttpClient } from "./transport.js";
export type { Usage, UsageCount } from "./usage.js";
export type * from "@aisolution/types";
export {
  waitForWhatsAppDetail,
  type PollingForm,
  type WaitOptions,
} from "./wait-for-whatsapp-detail.js";
