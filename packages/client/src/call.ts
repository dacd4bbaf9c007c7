import type { paths } from "@aisolution/types";
import { parseEnvelope } from "./answer.js";
import { checkSharedOptions } from "./check-options.js";
import { type AnswerRule, findOutcome, type CallResult } from "./definition.js";
import { AbortError } from "./errors/abort-error.js";
import type { AisolutionError, Billing, ErrorFacts } from "./errors/aisolution-error.js";
import { ConnectionError } from "./errors/connection-error.js";
import { HttpError } from "./errors/http-error.js";
import { ImageError } from "./errors/image-error.js";
import { InputError } from "./errors/input-error.js";
import { ResponseFormatError } from "./errors/response-format-error.js";
import { TimeoutError } from "./errors/timeout-error.js";
import { UnknownOutcomeError } from "./errors/unknown-outcome-error.js";
import { defined } from "./fields-of.js";
import { copyForm, encodeForm, type FieldKinds } from "./form.js";
import { httpErrors } from "./generated/definitions.js";
import { imageLimits } from "./generated/image-limits.js";
import { ImageInputError, type ImageProblem } from "./image/image-input-error.js";
import type { CallOptions, ClientOptions, SharedOptions } from "./options.js";
import { createSlots } from "./request-slots.js";
import { retryAfter, retryDelay } from "./retry-delay.js";
import { keepToken } from "./token-keeper.js";
import { createTransport, type Answer, type HttpClient } from "./transport.js";
import { createUsageMeter, type Usage } from "./usage.js";
import { sleep, waitFor } from "./wait.js";

/** Codes of faults that come before a connection stands, of Node's, undici's and Bun's. */
const notSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

const { recommendedBytes } = imageLimits;

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

/** What the error of a call says of it, as far as the call got. */
interface Progress {
  readonly operationId: string;
  /** The number of requests. */
  attempts: number;
  /** `unknown` where an earlier request may have been done and charged. */
  billing: Billing;
  readonly retryable: boolean;
}

/** Makes one call of an operation. */
export type Call = (
  operationId: string,
  path: keyof paths,
  fields: FieldKinds,
  outcomes: readonly AnswerRule[],
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

  const call: Call = async (operationId, path, fields, outcomes, givenForm, callOptions) => {
    const signal = callOptions?.signal;
    const options: SharedOptions = callOptions ? { ...shared, ...defined(callOptions) } : shared;
    const progress: Progress = { operationId, attempts: 0, billing: "free", retryable: false };
    let body: string | undefined;
    /** How often the token was renewed. */
    let renewals = 0;
    usage.count(operationId, "calls");
    try {
      if (callOptions) checkSharedOptions(callOptions);
      const form = copyForm(givenForm);
      /** Whether the form has a field with which a call is never sent twice. */
      const isOnce = Object.keys(fields).some(
        (name) => fields[name] === "once" && Boolean(form[name]),
      );
      for (;;) {
        let ending: Ending;
        let asked: Promise<string>;
        const release = await takeSlot(signal);
        try {
          // Not before there is a slot: a thousand waiting calls hold a thousand paths, not as many pictures.
          body ??= await waitFor(
            encodeForm(form, fields, imageLimits, (field, bytes) => {
              if (bytes > recommendedBytes) {
                tell(options.onLargeImage, { operationId, field, bytes, recommendedBytes });
              }
            }),
            signal,
          );
          asked = tokens.get();
          const token = await waitFor(asked, signal);
          signal?.throwIfAborted();
          if (progress.attempts > 0) usage.count(operationId, "retries");
          progress.attempts += 1;
          // A form is ASCII.
          tell(options.onRequest, {
            operationId,
            attempt: progress.attempts,
            bodyBytes: body.length,
          });
          const controller = new AbortController();
          ending = await judge(
            post(base + path, token, body, controller.signal),
            controller,
            outcomes,
            signal,
            options.timeout,
          );
        } finally {
          release();
        }
        const [rule, text, facts, response, data, duration = 0] = ending;
        const [status, Failure = UnknownOutcomeError, billing = "free", retry, , image] = rule;
        const { httpStatus = 0, retryAfter: wait } = facts;
        const attempt = progress.attempts;
        usage.count(operationId, billing);
        if (response) {
          tell(options.onResponse, { operationId, attempt, httpStatus, status, billing, duration });
          if (!rule[1]) return { data, error: undefined, response };
        }
        // Outside HTTP 200, only `Retry-After` shows that it was the service that answered so. Without it, it may be
        // a proxy that gave up, while the service did the work.
        const isForeign = retry && response?.ok === false && wait === undefined;
        const again = !isForeign ? retry : httpStatus > 499 ? "ask" : undefined;
        const error = new Failure(text, {
          ...progress,
          status,
          image,
          retryable: (again ?? retry) === "backoff",
          billing: billing === "free" ? progress.billing : billing,
          ...facts,
        });
        let delay: number | undefined;
        if (httpStatus === 401 && !isOnce && renewals < 1 && tokens.refuse(asked)) {
          renewals += 1;
          delay = 0;
        } else if (!isOnce && options.retry !== false) {
          delay = retryDelay(again, attempt - 1 - renewals, wait, {
            ...shared.retry,
            ...defined(callOptions?.retry),
          });
          if (again === "ask") progress.billing = "unknown";
        }
        if (delay === undefined || signal?.aborted) return { data: undefined, error, response };
        tell(options.onRetry, { operationId, attempt, error: error.name, delay });
        await sleep(delay, signal);
      }
    } catch (source) {
      let error: AisolutionError;
      if (signal?.aborted) {
        error = new AbortError(abortText, { ...progress, source });
      } else if (source instanceof TypeError) {
        const refusals: Partial<Record<ImageProblem, string>> = imageLimits.refusals;
        const [status, image] =
          source instanceof ImageInputError ? [refusals[source.problem], source.field] : [];
        const Failure = status ? ImageError : InputError;
        // The message is of this package, and holds no value. What a caller's function threw is its `cause`.
        error = new Failure(source.message, { ...progress, status, image, source: source.cause });
      } else throw source;
      return { data: undefined, error, response: undefined };
    }
  };
  return { call, http, usage: usage.read };
}

/**
 * Waits for an answer, and finds what the contract says about it.
 *
 * @param controller what ends the request
 */
async function judge(
  request: Promise<Answer>,
  controller: AbortController,
  outcomes: readonly AnswerRule[],
  signal: AbortSignal | undefined,
  timeout = 60_000,
): Promise<Ending> {
  const start = performance.now();
  try {
    // Not by the signal alone: a `fetch` of the caller's may not look at it.
    const { response, text } = await waitFor(request, signal, timeout, controller);
    const duration = performance.now() - start;
    const { status: httpStatus, ok, headers } = response;
    const envelope = parseEnvelope(text);
    const known = ok ? envelope && findOutcome(outcomes, envelope) : httpErrors[httpStatus];
    const [Failure, reason] = !ok
      ? [HttpError, `HTTP ${String(httpStatus)}`]
      : envelope
        ? [UnknownOutcomeError, "The contract has no such outcome"]
        : [
            ResponseFormatError,
            `No JSON envelope (content-type: ${String(headers.get("content-type")).replace(/;.*/, "")})`,
          ];
    return [
      known ?? [undefined, Failure, "unknown", httpStatus < 500 ? undefined : "ask"],
      known?.[0] ?? reason,
      {
        httpStatus,
        retryAfter: ok ? undefined : retryAfter(headers),
        source: envelope ?? text,
        ...(!known && { status: envelope?.status }),
      },
      response,
      envelope?.message,
      duration,
    ];
  } catch (source) {
    const { aborted } = controller.signal;
    const code = faultCode(source);
    const [Failure, text] = signal?.aborted
      ? [AbortError, abortText]
      : aborted
        ? [TimeoutError, `No whole answer within ${String(timeout)} ms`]
        : [ConnectionError, `The connection failed ${code}`.trim()];
    return [
      !aborted && notSent.test(code)
        ? [undefined, Failure, "free", "backoff"]
        : [undefined, Failure, "unknown", "ask"],
      text,
      { source },
    ];
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

/** Runtimes put the code on the error or on its cause. */
function faultCode(error: unknown): string {
  const place: unknown = Reflect.get(Object(error), "cause") ?? error;
  return /^\w+$/.exec(String(Reflect.get(Object(place), "code") ?? ""))?.[0] ?? "";
}
