import { parseEnvelope } from "./answer.js";
import { checkSharedOptions } from "./check-options.js";
import {
  type AnswerRule,
  type CallFailure,
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
import { defined } from "./fields-of.js";
import { copyForm, encodeForm } from "./form.js";
import { httpErrors } from "./generated/definitions.js";
import { imageLimits } from "./generated/image-limits.js";
import { ImageInputError, type ImageProblem } from "./image/image-input-error.js";
import type { CallOptions, ClientOptions, RetryOptions, SharedOptions } from "./options.js";
import { createSlots } from "./request-slots.js";
import { retryAfter, retryDelay } from "./retry-delay.js";
import { keepToken } from "./token-keeper.js";
import { createTransport, type Answer, type HttpClient } from "./transport.js";
import { createUsageMeter, type Usage } from "./usage.js";
import { sleep, waitFor } from "./wait.js";

/** Codes of faults that come before a connection stands, of Node's, undici's and Bun's. */
const notSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** The status with which the service refuses a picture. */
const refusals: Partial<Record<ImageProblem, string>> = imageLimits.refusals;

const abortText = "The signal ended the call";

/** How one request ended, with what its error would say. */
type Ending = readonly [
  rule: AnswerRule,
  text: string,
  facts: Partial<ErrorFacts>,
  response?: Response,
  /** `message` of the answer. */
  data?: unknown,
  /** Until the whole answer, in milliseconds. */
  duration?: number,
];

/** Makes one call of an operation. */
export type Call = (
  operationId: string,
  definition: OperationDefinition,
  form: unknown,
  options?: CallOptions,
) => Promise<CallResult<unknown, AisolutionError>>;

/**
 * What the calls of a client have in common. `call` makes one, from its form to its result: it encodes the form, sends
 * it as often as the outcomes allow, and reads the answer. It never rejects for a failure of a call.
 */
export function createCaller(shared: ClientOptions): {
  readonly call: Call;
  readonly http: HttpClient;
  readonly usage: () => Usage;
} {
  const tokens = keepToken(shared.token);
  const { base, post, http } = createTransport(shared, tokens.get);
  const takeSlot = createSlots(shared);
  const usage = createUsageMeter();

  const call: Call = async (operationId, [path, kinds, outcomes], givenForm, callOptions) => {
    const signal = callOptions?.signal;
    const options: SharedOptions = callOptions ? { ...shared, ...defined(callOptions) } : shared;
    const { timeout = 60_000 } = options;
    let body: string | undefined;
    let attempt = 0;
    let retries = 0;
    let isTokenRenewed = false;
    /** Whether an earlier request may have been done and charged. */
    let isUncertain = false;

    function fail(
      Failure: ErrorClass,
      text: string,
      facts: Partial<ErrorFacts>,
      billing: Billing = "free",
      response?: Response,
    ): CallFailure<AisolutionError> {
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

    async function send(content: string, token: string): Promise<Ending> {
      signal?.throwIfAborted();
      attempt += 1;
      if (attempt > 1) usage.count(operationId, "retries");
      // A form is ASCII.
      tell(options.onRequest, { operationId, attempt, bodyBytes: content.length });
      const controller = new AbortController();
      const start = performance.now();
      try {
        const answer = post(base + path, token, content, controller.signal);
        // Not by the signal alone: a `fetch` of the caller's may not look at it.
        return judge(
          await waitFor(answer, signal, timeout, () => {
            controller.abort();
          }),
          outcomes,
          performance.now() - start,
        );
      } catch (source) {
        const code = faultCode(source);
        const isFree = !controller.signal.aborted && notSent.test(code);
        const [Failure, text] = signal?.aborted
          ? [AbortError, abortText]
          : controller.signal.aborted
            ? [TimeoutError, `No whole answer within ${String(timeout)} ms`]
            : [ConnectionError, `The connection failed ${code}`.trim()];
        const [billing, retry] = isFree
          ? (["free", "backoff"] as const)
          : (["unknown", "ask"] as const);
        return [[undefined, Failure, billing, retry], text, { source }];
      }
    }

    usage.count(operationId, "calls");
    try {
      if (callOptions) checkSharedOptions(callOptions);
      const form = copyForm(givenForm);
      /** Whether the form has a field with which a call is never sent twice. */
      const isOnce = Object.keys(kinds).some(
        (name) => kinds[name] === "once" && Boolean(form[name]),
      );
      for (;;) {
        let ending: Ending;
        let asked: Promise<string>;
        const release = await takeSlot(signal);
        try {
          // Not before there is a slot: a thousand waiting calls hold a thousand paths, not as many pictures.
          body ??= await waitFor(encodeForm(form, kinds, imageLimits, tellSize), signal);
          asked = tokens.get();
          ending = await send(body, await waitFor(asked, signal));
        } finally {
          release();
        }
        const [rule, text, facts, response, data, duration = 0] = ending;
        const [status, Failure = UnknownOutcomeError, billing = "free", retry, , image] = rule;
        const { httpStatus = 0, retryAfter: wait } = facts;
        usage.count(operationId, billing);
        if (response) {
          tell(options.onResponse, { operationId, attempt, httpStatus, status, billing, duration });
          if (!rule[1]) return { data, error: undefined, response };
        }
        // Outside HTTP 200, only `Retry-After` shows that it was the service that answered so. Without it, it may be
        // a proxy that gave up, while the service did the work.
        const isOwn = !response || response.ok || wait !== undefined;
        const again = isOwn ? retry : retry && httpStatus > 499 ? "ask" : undefined;
        const retryable = (again ?? retry) === "backoff";
        const result = fail(
          Failure,
          text,
          { status, image, retryable, ...facts },
          billing,
          response,
        );
        let delay: number | undefined;
        if (httpStatus === 401 && !isOnce && !isTokenRenewed && tokens.refuse(asked)) {
          isTokenRenewed = true;
          delay = 0;
        } else if (!isOnce && options.retry !== false) {
          const policy: RetryOptions = { ...shared.retry, ...defined(callOptions?.retry) };
          delay = retryDelay(again, retries, wait, policy);
          retries += 1;
          isUncertain ||= again === "ask";
        }
        if (delay === undefined || signal?.aborted) return result;
        tell(options.onRetry, { operationId, attempt, error: result.error.name, delay });
        await sleep(delay, signal);
      }
    } catch (source) {
      if (signal?.aborted) return fail(AbortError, abortText, { source });
      if (!(source instanceof TypeError)) throw source;
      const { message, cause } = source;
      const [status, image] =
        source instanceof ImageInputError ? [refusals[source.problem], source.field] : [];
      // It is of this package, and holds no value. What a caller's function threw is its `cause`.
      return fail(status ? ImageError : InputError, message, { status, image, source: cause });
    }
  };
  return { call, http, usage: usage.read };
}

/** Finds what the contract says about an answer. */
function judge(
  { response, text }: Answer,
  outcomes: readonly AnswerRule[],
  duration: number,
): Ending {
  const { status: httpStatus, ok, headers } = response;
  const envelope = parseEnvelope(text);
  const known = ok ? envelope && findOutcome(outcomes, envelope) : httpErrors[httpStatus];
  const http = `HTTP ${String(httpStatus)}`;
  const [Failure, reason] = !ok
    ? [HttpError, http]
    : envelope
      ? [UnknownOutcomeError, "The contract has no such outcome"]
      : [
          ResponseFormatError,
          `${http} with ${headers.get("content-type")?.split(";")[0] ?? "no content type"} is no JSON envelope`,
        ];
  const facts = {
    httpStatus,
    retryAfter: ok ? undefined : retryAfter(headers),
    source: envelope ?? text,
    ...(!known && { status: envelope?.status }),
  };
  return [
    known ?? [undefined, Failure, "unknown", httpStatus < 500 ? undefined : "ask"],
    known?.[0] ?? reason,
    facts,
    response,
    envelope?.message,
    duration,
  ];
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

/** Runtimes put the code on the error or on its cause. */
function faultCode(error: unknown): string {
  const place: unknown = Reflect.get(Object(error), "cause") ?? error;
  return /^\w+$/.exec(String(Reflect.get(Object(place), "code") ?? ""))?.[0] ?? "";
}
