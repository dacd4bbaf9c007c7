import { parseEnvelope } from "./answer.js";
import { findOutcome, type AnswerRule } from "./definition.js";
import type { ErrorFacts } from "./errors/aisolution-error.js";
import { HttpError } from "./errors/http-error.js";
import { ResponseFormatError } from "./errors/response-format-error.js";
import { UnknownOutcomeError } from "./errors/unknown-outcome-error.js";
import { httpErrors } from "./generated/definitions.js";
import { retryAfter } from "./retry-after.js";
import type { Answer } from "./transport.js";

/** How one request ended, and what its error would say. */
export interface AttemptResult {
  readonly rule: AnswerRule;
  readonly text: string;
  readonly facts: Partial<ErrorFacts>;
  /** Not there where no answer came. */
  readonly response?: Response;
  /** `message` of the answer. */
  readonly data?: unknown;
}

/** Finds what the contract says about an answer. */
export function readOutcome(
  { response, text }: Answer,
  outcomes: readonly AnswerRule[],
): AttemptResult {
  const { status: httpStatus, ok, headers } = response;
  const envelope = parseEnvelope(text);
  const known = ok ? envelope && findOutcome(outcomes, envelope) : httpErrors[httpStatus];
  const facts = {
    httpStatus,
    retryAfter: ok ? undefined : retryAfter(headers),
    source: envelope ?? text,
  };
  const rest = { response, data: envelope?.message };
  if (!ok) {
    // Below 500 the service refused; from there on it may have done the work.
    const unknown: AnswerRule = [
      undefined,
      HttpError,
      "unknown",
      httpStatus < 500 ? undefined : "ask",
    ];
    const hint =
      httpStatus === 400 && envelope
        ? ": the service refused the request. source.message of this error says why"
        : "";
    return { rule: known ?? unknown, text: `HTTP ${String(httpStatus)}${hint}`, facts, ...rest };
  }
  if (known) return { rule: known, text: String(known[0]), facts, ...rest };
  if (!envelope) {
    const type = String(headers.get("content-type")).replace(/;.*/, "");
    return {
      rule: [undefined, ResponseFormatError, "unknown"],
      text: `The answer is not a JSON envelope (content-type: ${type})`,
      facts,
      ...rest,
    };
  }
  return {
    rule: [undefined, UnknownOutcomeError, "unknown"],
    text: "The contract has no such outcome",
    facts: { ...facts, status: shortStatus(envelope.status) },
    ...rest,
  };
}

/** A status is a word or two. Any other text could be of any length, and about anybody: it stays in `source`. */
function shortStatus(status: string): string | undefined {
  return /^[\w .-]{1,64}$/.test(status) ? status : undefined;
}
