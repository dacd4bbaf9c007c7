import { AnswerTooLong, parseEnvelope } from "./answer.js";
import { checkSharedOptions } from "./check-options.js";
import {
  type AnswerRule,
  findOutcome,
  type CallResult,
  type OperationDefinition,
} from "./definition.js";
import { AbortError } from "./errors/abort-error.js";
import type { AisolutionError, ErrorFacts } from "./errors/aisolution-error.js";
import { ConnectionError } from "./errors/connection-error.js";
import { HttpError } from "./errors/http-error.js";
import { ImageError } from "./errors/image-error.js";
import { InputError } from "./errors/input-error.js";
import { ResponseFormatError } from "./errors/response-format-error.js";
import { TimeoutError } from "./errors/timeout-error.js";
import { UnknownOutcomeError } from "./errors/unknown-outcome-error.js";
import { fieldsOf } from "./fields-of.js";
import { encodeForm } from "./form.js";
import { httpErrors } from "./generated/definitions.js";
import { imageLimits } from "./generated/image-limits.js";
import { ImageInputError } from "./image/image-input-error.js";
import type { CallOptions, SharedOptions } from "./options.js";
import type { TakeSlot } from "./request-slots.js";
import { backoffDelay, retryAfter, retryPolicy } from "./retry-delay.js";
import type { TokenKeeper } from "./token-keeper.js";
import type { IncomingAnswer, Transport } from "./transport.js";
import type { UsageMeter } from "./usage.js";
import { sleep, untilAborted } from "./wait.js";

/** What the calls of a client have in common. */
export interface CallEnvironment {
  readonly send: Transport["send"];
  readonly tokens: TokenKeeper;
  readonly takeSlot: TakeSlot;
  readonly usage: UsageMeter;
  readonly options: SharedOptions;
}

/** Codes of faults that come before a connection stands, of Node's, undici's and Bun's. */
const notSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** How one request ended: with the result of the call, unless there is a delay after which to try again. */
interface Step {
  readonly result: CallResult<unknown, AisolutionError>;
  readonly delay?: number | undefined;
}

/** What is known about an error before it is made. */
type KnownFacts = Omit<ErrorFacts, "operationId" | "attempts" | "retryable"> &
  Partial<Pick<ErrorFacts, "retryable">>;

/**
 * One call, from its form to its result: encodes the form, sends it as often as the outcomes allow, and
 * reads the answer. It never rejects for a failure of a call.
 */
export async function runCall(
  { send, tokens, takeSlot, usage, options: clientOptions }: CallEnvironment,
  operationId: string,
  [path, fields, outcomes]: OperationDefinition,
  form: unknown,
  callOptions: CallOptions = {},
): Promise<CallResult<unknown, AisolutionError>> {
  const options = { timeout: 60_000, ...clientOptions, ...callOptions };
  const { signal, timeout } = options;
  const policy = retryPolicy(clientOptions.retry, callOptions.retry);
  let body: Uint8Array<ArrayBuffer> | undefined;
  let attempt = 0;
  let retries = 0;
  let tokenRenewed = false;
  /** Whether an earlier request may have been done and charged. */
  let uncertain = false;

  function complete(known: KnownFacts): ErrorFacts {
    const billing = uncertain && known.billing === "free" ? "unknown" : known.billing;
    return { operationId, retryable: false, ...known, attempts: attempt, billing };
  }

  function encode(): Promise<Uint8Array<ArrayBuffer>> {
    return encodeForm(form, fields, imageLimits, (field, bytes) => {
      const { recommendedBytes } = imageLimits;
      if (bytes <= recommendedBytes) return;
      emit(options.onLargeImage, { operationId, field, bytes, recommendedBytes });
    });
  }

  async function tryOnce(): Promise<Step> {
    const release = await takeSlot(signal);
    try {
      // Not before there is a slot: a thousand waiting calls hold a thousand paths, not as many pictures.
      body ??= await untilAborted(signal, encode());
      const token = await untilAborted(signal, tokens.get());
      const step = await sendOnce(body, token);
      if (step.result.response?.status !== 401 || isOnce() || tokenRenewed) return step;
      tokenRenewed = true;
      return tokens.refuse(token) ? { ...step, delay: 0 } : step;
    } finally {
      release();
    }
  }

  async function sendOnce(content: Uint8Array<ArrayBuffer>, token: string): Promise<Step> {
    attempt += 1;
    if (attempt > 1) usage.count(operationId, "retries");
    emit(options.onRequest, { operationId, attempt, bodyBytes: content.length });
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    const timer = timeout === Infinity ? undefined : setTimeout(abort, timeout);
    const start = performance.now();
    try {
      // A `fetch` of the caller's may not look at its signal.
      const request = { path, token, body: content, signal: controller.signal };
      const answer = await untilAborted(controller.signal, send(request));
      return judge(answer, performance.now() - start);
    } catch (error) {
      return withoutAnswer(error, controller.signal.aborted);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  function judge({ response, body: source }: IncomingAnswer, duration: number): Step {
    const { status: httpStatus, ok, headers } = response;
    const envelope = ok ? parseEnvelope(source) : undefined;
    const rule = envelope ? findOutcome(outcomes, envelope) : ok ? undefined : httpRule(httpStatus);
    const [status, Failure, known, retry, , image] = rule ?? [];
    const billing = known ?? (envelope && rule ? "free" : "unknown");
    usage.count(operationId, billing);
    emit(options.onResponse, { operationId, attempt, httpStatus, status, billing, duration });
    if (envelope && rule && !Failure) {
      return { result: { data: envelope.message, error: undefined, response } };
    }
    const wait = ok ? undefined : retryAfter(headers);
    const facts = complete({
      billing,
      retryable: retry === "backoff",
      status: envelope && !rule ? envelope.status : status,
      httpStatus,
      image,
      retryAfter: wait,
      source: envelope ?? source,
    });
    const error = Failure
      ? new Failure(`${ok ? "" : `HTTP ${String(httpStatus)} `}${status ?? ""}`, facts)
      : envelope
        ? new UnknownOutcomeError("The contract does not know this status", facts)
        : new ResponseFormatError(
            `The answer is no JSON envelope: HTTP ${String(httpStatus)}, ${headers.get("content-type") ?? "no content type"}`,
            facts,
          );
    return { result: failed(error, response), delay: nextDelay(retry, ok, wait) };
  }

  function withoutAnswer(source: unknown, aborted: boolean): Step {
    const code = faultCode(source);
    const free = !aborted && notSent.test(code);
    const billing = free ? "free" : "unknown";
    usage.count(operationId, billing);
    if (signal?.aborted) {
      uncertain = true;
      throw source;
    }
    const facts = complete({ billing, retryable: free, source });
    const error = aborted
      ? new TimeoutError(`No whole answer within ${String(timeout)} ms`, facts)
      : source instanceof AnswerTooLong
        ? new ResponseFormatError("The answer is far too long", facts)
        : new ConnectionError(`The connection failed ${code}`, facts);
    return { result: failed(error), delay: nextDelay(free ? "backoff" : "ask", true) };
  }

  /** How long to wait before the call is sent again; undefined where it must not be, or is not to be. */
  function nextDelay(retry: AnswerRule[3], ok: boolean, wait?: number): number | undefined {
    // Outside HTTP 200, only `Retry-After` shows that it was the service that answered so.
    const allowed =
      retry === "ask" ? policy.uncertain : retry === "backoff" && (ok || wait !== undefined);
    if (!allowed || retries >= policy.limit || isOnce()) return undefined;
    if (wait !== undefined && wait > policy.maxRetryAfter) return undefined;
    retries += 1;
    uncertain ||= retry === "ask";
    return wait ?? backoffDelay(retries, policy);
  }

  /** Whether the form has a field with which a call is never sent twice. */
  function isOnce(): boolean {
    return fieldsOf(form).some(([name, value]) => fields[name] === "once" && Boolean(value));
  }

  /** Makes an error of what went wrong on this side. */
  function localError(source: unknown): AisolutionError {
    if (signal?.aborted)
      return new AbortError("The signal ended the call", complete({ billing: "free", source }));
    if (source instanceof ImageInputError && source.problem !== "input") {
      const { field: image, problem, message } = source;
      return new ImageError(
        message,
        complete({ billing: "free", image, status: imageLimits.refusals[problem] }),
      );
    }
    // Those are of this package, and hold no value. What a caller's function threw is their `cause`.
    if (source instanceof TypeError) {
      return new InputError(source.message, complete({ billing: "free", source: source.cause }));
    }
    throw source;
  }

  usage.count(operationId, "calls");
  try {
    checkSharedOptions(options);
    for (;;) {
      const { result, delay } = await tryOnce();
      if (delay === undefined || !result.error) return result;
      emit(options.onRetry, { operationId, attempt, error: result.error.name, delay });
      await sleep(delay, signal);
    }
  } catch (error) {
    return failed(localError(error));
  }
}

function failed(error: AisolutionError, response?: Response): CallResult<unknown, AisolutionError> {
  return { data: undefined, error, response };
}

/** Tells a hook. Its own fault is reported as one of an event listener would be, and loses no answer. */
function emit<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
  try {
    hook?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** The rule for an answer outside HTTP 200, also for one that the contract does not have. */
function httpRule(code: number): AnswerRule {
  return httpErrors[code] ?? [undefined, HttpError, undefined, code < 500 ? undefined : "ask"];
}

/** Runtimes put the code on the error or on its cause. */
function faultCode(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  for (const place of [error, cause]) {
    if (place instanceof Error && "code" in place) return String(place.code);
  }
  return "";
}
