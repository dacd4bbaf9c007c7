import { checkOptions } from "@aisolution/options";
import { argumentError } from "./argument-error.js";
import { abortText, attempt } from "./attempt.js";
import {
  createContext,
  timeoutText,
  type CallContext,
  type ClientResources,
  type Progress,
} from "./call-context.js";
import { callRules } from "./client-options.js";
import type { AnswerRule, CallableOperation, CallResult } from "./definition.js";
import { AbortError } from "./errors/abort-error.js";
import type { AisolutionError } from "./errors/aisolution-error.js";
import { ImageError } from "./errors/image-error.js";
import { InputError } from "./errors/input-error.js";
import { TimeoutError } from "./errors/timeout-error.js";
import { UnknownOutcomeError } from "./errors/unknown-outcome-error.js";
import { defined } from "./fields-of.js";
import { cancelImages, copyForm } from "./form.js";
import { imageLimits } from "./generated/image-limits.js";
import { isImageInputError, type ImageProblem } from "./image/image-input-error.js";
import { notify } from "./notify.js";
import type { CallOptions, ClientOptions, SharedOptions } from "./options.js";
import type { AttemptResult } from "./read-outcome.js";
import { createSlots } from "./request-slots.js";
import { retryDelay } from "./retry-policy.js";
import { createTokenCache } from "./token-cache.js";
import { createTransport, type HttpClient } from "./transport.js";
import { createUsageMeter, type Usage } from "./usage.js";
import { sleep, TimeIsUp } from "./wait.js";

/** Makes one call of an operation. It never rejects: what goes wrong is the error of its result. */
export type Call = (
  operation: CallableOperation,
  form: unknown,
  options?: CallOptions,
) => Promise<CallResult<unknown, AisolutionError>>;

/** What the calls of a client have in common. */
export function createCaller(shared: ClientOptions): {
  readonly call: Call;
  readonly http: HttpClient;
  readonly usage: () => Usage;
} {
  const tokens = createTokenCache(shared.token);
  const { post, http } = createTransport(shared, tokens.get);
  const usage = createUsageMeter();
  const defaults: SharedOptions = mergeOptions(shared, {});
  const resources: ClientResources = { tokens, post, usage, acquireSlot: createSlots(shared) };

  const call: Call = async (operation, form, options) => {
    let context = createContext(operation);
    usage.count(operation.operationId, "calls");
    try {
      context = createContext(operation, copyForm(form), readOptions(options, defaults));
      return await attemptUntilEnd(resources, context);
    } catch (fault) {
      // Nothing of the last attempt was sent, and no other follows.
      if (fault instanceof TimeIsUp) tokens.forget(context.pendingToken);
      cancelImages(context.form, operation.fields);
      return { data: undefined, error: errorBeforeSending(fault, context), response: undefined };
    }
  };
  return { call, http, usage: usage.read };
}

/** @throws UsageError for an option that cannot be used; what a getter of the caller's throws */
function readOptions(own: CallOptions | undefined, defaults: SharedOptions): CallOptions {
  checkOptions(callRules, own);
  return own ? mergeOptions(defaults, defined(own)) : defaults;
}

/** Options of a call go before those of the client, one by one; those of `retry` too. */
function mergeOptions(ofClient: SharedOptions, ofCall: CallOptions): CallOptions {
  const retry =
    ofCall.retry === false || (ofClient.retry === false && !ofCall.retry)
      ? false
      : { ...defined(ofClient.retry), ...defined(ofCall.retry) };
  return { ...ofClient, ...ofCall, retry };
}

/** Makes requests until one is not followed by another. */
async function attemptUntilEnd(
  resources: ClientResources,
  context: CallContext,
): Promise<CallResult<unknown, AisolutionError>> {
  const { operation, options, signal, deadline, progress } = context;
  const { operationId } = operation;
  let renewals = 0;
  for (;;) {
    const result = await attempt(resources, context);
    const { rule, facts, response, data } = result;
    const [status, Failure, billing = "free"] = rule;
    const { httpStatus = 0 } = facts;
    const attemptNumber = progress.attempts;
    resources.usage.count(operationId, billing);
    if (response) {
      const { duration } = context;
      notify(options.onResponse, {
        operationId,
        attempt: attemptNumber,
        httpStatus,
        status,
        billing,
        duration,
      });
      if (!Failure) return { data, error: undefined, response };
    }
    const retry = retryKind(result);
    const error = errorOf(result, progress, retry);
    // A refused token is not asked for again, whether the call goes on or not.
    const canRenew = httpStatus === 401 && resources.tokens.forget(context.pendingToken);
    let delay: number | undefined;
    if (options.retry !== false && !isOnce(context)) {
      if (canRenew && renewals < 1) {
        renewals += 1;
        delay = 0;
      } else {
        delay = retryDelay(
          retry,
          attemptNumber - 1 - renewals,
          facts.retryAfter,
          options.retry ?? {},
        );
        if (retry === "ask") progress.billing = "unknown";
      }
    }
    // A wait that goes beyond the deadline would only hold back the reason.
    if (delay === undefined || signal?.aborted || delay >= deadline.remaining()) {
      return { data: undefined, error, response };
    }
    notify(options.onRetry, { operationId, attempt: attemptNumber, error: error.name, delay });
    await sleep(delay, signal);
  }
}

/** Whether the form has a field with which a call is never sent twice. */
function isOnce({ operation, form }: CallContext): boolean {
  return Object.entries(operation.fields).some(([name, kind]) => kind === "once" && form[name]);
}

/** What the contract says about sending again, as far as it was the service that answered. */
function retryKind({ rule, facts, response }: AttemptResult): AnswerRule[3] {
  const [, , , retry] = rule;
  // Outside HTTP 200, only `Retry-After` shows that it was the service. Without it, it may be a proxy that gave up,
  // while the service did the work.
  const isForeign = response?.ok === false && facts.retryAfter === undefined;
  if (!retry || !isForeign) return retry;
  return Number(facts.httpStatus) > 499 ? "ask" : undefined;
}

function errorOf(
  { rule, text, facts }: AttemptResult,
  progress: Progress,
  retry: AnswerRule[3],
): AisolutionError {
  const [status, Failure = UnknownOutcomeError, billing = "free", documentedRetry, , image] = rule;
  return new Failure(text, {
    ...progress,
    status,
    image,
    retryable: (retry ?? documentedRetry) === "backoff",
    billing: billing === "free" ? progress.billing : billing,
    ...facts,
  });
}

/** The error of a call whose last attempt sent nothing. */
function errorBeforeSending(fault: unknown, context: CallContext): AisolutionError {
  const { progress, signal } = context;
  if (signal?.aborted) return new AbortError(abortText, { ...progress, source: fault });
  if (fault instanceof TimeIsUp) {
    return new TimeoutError(timeoutText(context), {
      ...progress,
      retryable: progress.billing === "free",
    });
  }
  if (isImageInputError(fault)) {
    const refusals: Partial<Record<ImageProblem, string>> = imageLimits.refusals;
    const status = refusals[fault.problem];
    const Failure = status ? ImageError : InputError;
    return new Failure(fault.message, { ...progress, status, image: fault.field });
  }
  return argumentError(fault, progress);
}
