import { parseEnvelope } from "./answer.js";
import { checkSharedOptions } from "./check-options.js";
import {
  type AnswerRule,
  findOutcome,
  type CallResult,
  type OperationDefinition,
} from "./definition.js";
import { AbortError } from "./errors/abort-error.js";
import type {
  AisolutionError,
  Billing,
  ErrorClass,
  ErrorFacts,
} from "./errors/aisolution-error.js";
import { ConnectionError } from "./errors/connection-error.js";
import { HttpError } from "./errors/http-error.js";
import { ImageError } from "./errors/image-error.js";
import { InputError } from "./errors/input-error.js";
import { ResponseFormatError } from "./errors/response-format-error.js";
import { TimeoutError } from "./errors/timeout-error.js";
import { UnknownOutcomeError } from "./errors/unknown-outcome-error.js";
import { defined, fieldsOf, isPlain } from "./fields-of.js";
import { encodeForm } from "./form.js";
import { httpErrors } from "./generated/definitions.js";
import { imageLimits } from "./generated/image-limits.js";
import { ImageInputError } from "./image/image-input-error.js";
import type { CallOptions, SharedOptions } from "./options.js";
import type { TakeSlot } from "./request-slots.js";
import { backoffDelay, retryAfter, retryPolicy } from "./retry-delay.js";
import type { TokenKeeper } from "./token-keeper.js";
import type { Answer, Transport } from "./transport.js";
import type { UsageMeter } from "./usage.js";
import { longestTimer, onAbort, sleep, untilAborted, untilStopped } from "./wait.js";

/** What the calls of a client have in common. */
export interface CallEnvironment {
  readonly post: Transport["post"];
  readonly tokens: TokenKeeper;
  readonly takeSlot: TakeSlot;
  readonly usage: UsageMeter;
  readonly options: SharedOptions;
}

/** Codes of faults that come before a connection stands, of Node's, undici's and Bun's. */
const notSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** How one request ended: with the result of the call, unless there is a delay after which to try again. */
interface Step {
  readonly result: CallResult<unknown, AisolutionError>;
  readonly delay?: number | undefined;
}

/**
 * One call, from its form to its result: encodes the form, sends it as often as the outcomes allow, and
 * reads the answer. It never rejects for a failure of a call.
 */
export async function runCall(
  { post, tokens, takeSlot, usage, options: shared }: CallEnvironment,
  operationId: string,
  [path, kinds, outcomes]: OperationDefinition,
  givenForm: unknown,
  callOptions: CallOptions = {},
): Promise<CallResult<unknown, AisolutionError>> {
  const { signal, retry } = callOptions;
  const options: SharedOptions = { ...shared, ...defined(callOptions) };
  const { timeout = 60_000 } = options;
  const policy = retryPolicy(shared.retry, retry);
  /** Whether the form has a field with which a call is never sent twice. */
  const isOnce = fieldsOf(givenForm).some(
    ([name, value]) => kinds[name] === "once" && Boolean(value),
  );
  /** As it is now: its turn can come later, and a caller may use the object again. */
  const form = isPlain(givenForm) ? { ...givenForm } : givenForm;
  let body: Uint8Array<ArrayBuffer> | undefined;
  let attempt = 0;
  let retries = 0;
  let isTokenRenewed = false;
  /** Whether an earlier request may have been done and charged. */
  let isUncertain = false;

  function fail(
    Failure: ErrorClass,
    text: string,
    billing: Billing,
    facts: Partial<ErrorFacts>,
    response?: Response,
  ): CallResult<unknown, AisolutionError> {
    const error = new Failure(text, {
      operationId,
      retryable: false,
      ...facts,
      attempts: attempt,
      billing: isUncertain && billing === "free" ? "unknown" : billing,
    });
    return { data: undefined, error, response };
  }

  function tellSize(field: string, bytes: number): void {
    const { recommendedBytes } = imageLimits;
    if (bytes <= recommendedBytes) return;
    tell(options.onLargeImage, { operationId, field, bytes, recommendedBytes });
  }

  async function tryOnce(): Promise<Step> {
    const release = await takeSlot(signal);
    try {
      // Not before there is a slot: a thousand waiting calls hold a thousand paths, not as many pictures.
      body ??= await untilAborted(signal, encodeForm(form, kinds, imageLimits, tellSize));
      const token = await untilAborted(signal, tokens.get());
      const step = await sendOnce(body, token);
      if (step.result.response?.status !== 401 || isOnce || isTokenRenewed) return step;
      isTokenRenewed = true;
      return tokens.refuse(token) ? { ...step, delay: 0 } : step;
    } finally {
      release();
    }
  }

  async function sendOnce(content: Uint8Array<ArrayBuffer>, token: string): Promise<Step> {
    attempt += 1;
    if (attempt > 1) usage.count(operationId, "retries");
    tell(options.onRequest, { operationId, attempt, bodyBytes: content.length });
    const controller = new AbortController();
    const start = performance.now();
    try {
      // Not by the signal alone: a `fetch` of the caller's may not look at it.
      const answer = await untilStopped(
        (stop) => {
          const abort = () => {
            controller.abort();
            stop(undefined);
          };
          const timer = setTimeout(abort, Math.min(timeout, longestTimer));
          const forget = onAbort(signal, abort);
          return () => {
            clearTimeout(timer);
            forget();
          };
        },
        () => post(path, token, content, controller.signal),
      );
      return judge(answer, performance.now() - start);
    } catch (source) {
      return withoutAnswer(source, controller.signal.aborted);
    }
  }

  function judge({ response, text }: Answer, duration: number): Step {
    const { status: httpStatus, ok, headers } = response;
    const envelope = parseEnvelope(text);
    const rule = ok
      ? envelope && findOutcome(outcomes, envelope)
      : (httpErrors[httpStatus] ?? otherHttpError(httpStatus));
    const [status, Failure, price, retry, , image] = rule ?? [];
    const billing = price ?? (ok && rule ? "free" : "unknown");
    usage.count(operationId, billing);
    tell(options.onResponse, { operationId, attempt, httpStatus, status, billing, duration });
    if (ok && envelope && rule && !Failure) {
      return { result: { data: envelope.message, error: undefined, response } };
    }
    const wait = ok ? undefined : retryAfter(headers);
    const type = headers.get("content-type")?.split(";")[0] ?? "no content type";
    const [ErrorClass, message] = Failure
      ? [Failure, status ?? `HTTP ${String(httpStatus)}`]
      : envelope
        ? [UnknownOutcomeError, "The contract does not know this outcome"]
        : [ResponseFormatError, `HTTP ${String(httpStatus)} with ${type} is no JSON envelope`];
    // Without `Retry-After` it may be a proxy that gave up, while the service did the work.
    const again = retry && httpStatus > 499 && wait === undefined ? "ask" : retry;
    const facts = {
      retryable: again === "backoff",
      status: rule ? status : envelope?.status,
      httpStatus,
      image,
      retryAfter: wait,
      source: envelope ?? text,
    };
    return {
      result: fail(ErrorClass, message, billing, facts, response),
      delay: nextDelay(again, ok, wait),
    };
  }

  function withoutAnswer(source: unknown, isAborted: boolean): Step {
    const code = faultCode(source);
    const retryable = !isAborted && notSent.test(code);
    const billing = retryable ? "free" : "unknown";
    usage.count(operationId, billing);
    if (signal?.aborted) {
      isUncertain = true;
      throw source;
    }
    const [ErrorClass, message] = isAborted
      ? [TimeoutError, `No whole answer within ${String(timeout)} ms`]
      : [ConnectionError, `The connection failed ${code}`.trim()];
    return {
      result: fail(ErrorClass, message, billing, { retryable, source }),
      delay: nextDelay(retryable ? "backoff" : "ask", true),
    };
  }

  /** How long to wait before the call is sent again; undefined where it must not be, or is not to be. */
  function nextDelay(retry: AnswerRule[3], ok: boolean, wait?: number): number | undefined {
    const { limit, uncertain, maxRetryAfter } = policy;
    // Outside HTTP 200, only `Retry-After` shows that it was the service that answered so.
    const isAllowed =
      retry === "ask" ? uncertain : retry === "backoff" && (ok || wait !== undefined);
    if (!isAllowed || isOnce || retries >= limit || (wait ?? 0) > maxRetryAfter) return undefined;
    retries += 1;
    isUncertain ||= retry === "ask";
    return wait ?? backoffDelay(retries, policy);
  }

  usage.count(operationId, "calls");
  try {
    checkSharedOptions({ ...callOptions });
    for (;;) {
      const { result, delay } = await tryOnce();
      if (delay === undefined || !result.error) return result;
      tell(options.onRetry, { operationId, attempt, error: result.error.name, delay });
      await sleep(delay, signal);
    }
  } catch (source) {
    if (signal?.aborted) return fail(AbortError, "The signal ended the call", "free", { source });
    if (source instanceof ImageInputError && source.problem !== "input") {
      const { field: image, problem, message } = source;
      return fail(ImageError, message, "free", { image, status: imageLimits.refusals[problem] });
    }
    if (!(source instanceof TypeError)) throw source;
    // It is of this package, and holds no value. What a caller's function threw is its `cause`.
    return fail(InputError, source.message, "free", { source: source.cause });
  }
}

/** Tells a hook. Its own fault is reported as one of an event listener would be, and loses no answer. */
function tell<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
  try {
    hook?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** The rule for an answer outside HTTP 200 that the contract does not have. */
function otherHttpError(code: number): AnswerRule {
  return [undefined, HttpError, undefined, code < 500 ? undefined : "ask"];
}

/** Runtimes put the code on the error or on its cause. */
function faultCode(error: unknown, depth = 5): string {
  // A chain of causes can be a ring.
  if (!(error instanceof Error) || depth === 0) return "";
  return "code" in error
    ? (/^\w+$/.exec(String(error.code))?.[0] ?? "")
    : faultCode(error.cause, depth - 1);
}
