/** Receives and builds the requests that the service sends by itself. */
export type { WhatsAppDetailCallback } from "../generated/callback.js";
export {
  buildWhatsAppDetailCallbackRequest,
  buildWhatsAppDetailCallbackUrl,
} from "./build-callback.js";
export type { CallbackProblem, CallbackProblemKind } from "./callback-problem.js";
export type { CallbackRepair, CallbackRepairKind } from "./callback-repair.js";
export {
  createDuplicateGuard,
  type DuplicateGuard,
  type DuplicateGuardOptions,
  type GuardedOutcome,
} from "./duplicate-guard.js";
export type { DuplicateClaim, DuplicateStore } from "./duplicate-store.js";
export { createCallbackHandler } from "./fetch-handler.js";
export type { CallbackContext, CallbackHandlerOptions } from "./handler-options.js";
export {
  createNodeCallbackHandler,
  type NodeCallbackRequest,
  type NodeCallbackResponse,
} from "./node-handler.js";
export {
  parseWhatsAppDetailCallback,
  type ReadCallback,
  type UnreadableCallback,
} from "./parse-callback.js";
export type { UnmatchedRequest } from "./unmatched-request.js";
