import { timeoutText, type CallContext, type ClientResources } from "./call-context.js";
import { readConnectionFault } from "./connection-fault.js";
import type { AnswerRule } from "./definition.js";
import { AbortError } from "./errors/abort-error.js";
import type { ErrorClass } from "./errors/aisolution-error.js";
import { ConnectionError } from "./errors/connection-error.js";
import { ResponseFormatError } from "./errors/response-format-error.js";
import { TimeoutError } from "./errors/timeout-error.js";
import { encodeForm } from "./form.js";
import { imageLimits } from "./generated/image-limits.js";
import { notify } from "./notify.js";
import { readOutcome, type AttemptResult } from "./read-outcome.js";
import { AnswerFault, type Answer } from "./transport.js";
import { TimeIsUp, waitFor } from "./wait.js";

const { recommendedBytes } = imageLimits;

export const abortText = "The signal ended the call";

/**
 * Makes one request of a call: waits for a slot, reads the images and the token, sends the form, and reads the answer.
 * From the slot on, all of it has to be done within `timeout` and within the deadline of the call.
 *
 * @throws what ended the attempt before anything was sent
 */
export async function attempt(
  resources: ClientResources,
  context: CallContext,
): Promise<AttemptResult> {
  const { deadline, progress, signal } = context;
  const attemptsBefore = progress.attempts;
  context.step = "slot";
  context.limit = deadline.limit(Infinity);
  const release = await resources.acquireSlot(signal, context.limit.time);
  const controller = new AbortController();
  context.limit = deadline.limit(context.options.timeout);
  try {
    const work = send(resources, context, controller.signal);
    // Not by the signal alone: a `fetch` or a stream of the caller's may not look at it.
    return await waitFor(work, signal, context.limit.time, controller);
  } catch (source) {
    if (progress.attempts === attemptsBefore) throw source;
    if (signal?.aborted) return endedEarly(AbortError, abortText, source);
    return source instanceof TimeIsUp
      ? endedEarly(TimeoutError, timeoutText(context), source)
      : unreadable(source);
  } finally {
    release();
  }
}

/** @param signal ends the attempt */
async function send(
  { tokens, post, usage }: ClientResources,
  context: CallContext,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const { operation, form, options, progress } = context;
  const { operationId, path, fields, outcomes } = operation;

  // Not before there is a slot: a thousand waiting calls hold a thousand paths, not as many images.
  context.step = "image";
  context.body ??= await encodeForm(
    form,
    fields,
    imageLimits,
    (field, bytes) => {
      if (bytes > recommendedBytes) {
        notify(options.onLargeImage, { operationId, field, bytes, recommendedBytes });
      }
    },
    signal,
  );
  const { body } = context;

  context.step = "token";
  context.pendingToken = tokens.get();
  const token = await context.pendingToken;
  signal.throwIfAborted();

  context.step = "response";
  if (progress.attempts > 0) usage.count(operationId, "retries");
  progress.attempts += 1;
  // A form is ASCII, so its length is its size.
  notify(options.onRequest, { operationId, attempt: progress.attempts, bodyBytes: body.length });
  const start = performance.now();
  let pending: Promise<Answer>;
  try {
    pending = post({ path, token, body, signal });
  } catch (source) {
    return {
      rule: [undefined, ConnectionError, "free"],
      text: "fetch failed before it sent anything",
      facts: { source },
    };
  }
  const result = await readResult(pending, outcomes);
  context.duration = performance.now() - start;
  return result;
}

async function readResult(
  pending: Promise<Answer>,
  outcomes: readonly AnswerRule[],
): Promise<AttemptResult> {
  let answer: Answer;
  try {
    answer = await pending;
  } catch (source) {
    if (source instanceof AnswerFault) return unreadable(source.cause);
    return { ...readConnectionFault(source), facts: { source } };
  }
  try {
    return readOutcome(answer, outcomes);
  } catch (source) {
    return unreadable(source);
  }
}

/** The service may have got the request, and done the work. */
function endedEarly(Failure: ErrorClass, text: string, source: unknown): AttemptResult {
  return { rule: [undefined, Failure, "unknown", "ask"], text, facts: { source } };
}

/** An answer came and may be charged, so to send again is not for us to decide. */
function unreadable(source: unknown): AttemptResult {
  return {
    rule: [undefined, ResponseFormatError, "unknown"],
    text: "The answer could not be read",
    facts: { source },
  };
}
