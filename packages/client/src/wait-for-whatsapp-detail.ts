import { checkOptions, milliseconds, UsageError, type OptionRules } from "@aisolution/options";
import type { WhatsAppDetail, WhatsAppDetailRequest } from "@aisolution/types";
import { argumentError } from "./argument-error.js";
import { callRules } from "./client-options.js";
import type { AisolutionClient } from "./create-client.js";
import { createDeadline } from "./deadline.js";
import { findOutcome, type CallResult } from "./definition.js";
import { AbortError } from "./errors/abort-error.js";
import type { InputError } from "./errors/input-error.js";
import { TimeoutError } from "./errors/timeout-error.js";
import { operations } from "./generated/definitions.js";
import type { GetWhatsAppDetailError } from "./generated/operations.js";
import type { CallOptions } from "./options.js";
import { sleep } from "./wait.js";

const operationId = "getWhatsAppDetail";

const waitRules: OptionRules<WaitOptions> = {
  ...callRules,
  interval: milliseconds,
  maxInterval: milliseconds,
};

/** Options of `waitForWhatsAppDetail`. */
export interface WaitOptions extends CallOptions {
  /** When to give up, in milliseconds from the start: a call under way then ends too. Default: 120 000. */
  readonly deadline?: number;
  /** Wait after the first answer. Each later one is half as long again. Milliseconds, default: 2 000. */
  readonly interval?: number;
  /** No wait is longer. Milliseconds, default: 15 000. */
  readonly maxInterval?: number;
}

/**
 * Asks for a WhatsApp detail until it is final: as long as the answer is one that the contract marks with
 * `x-retry: poll`, which is `checking`. Those answers are free. An error ends the wait.
 *
 * @param form without `callback`: with it, every question would bring one more request to that address
 * @returns as the methods of that client do. At the deadline a `TimeoutError`: between two questions, its `source` is
 *   the last answer; in a call, its cost is unknown
 * @example
 * const { data, error } = await waitForWhatsAppDetail(client, { number: "+447700900123" });
 * if (data) console.log(data.whatsapp);
 * @see openapi path `/v1/gliswadetail`
 */
export async function waitForWhatsAppDetail(
  client: AisolutionClient<true>,
  form: PollingForm,
  options?: WaitOptions,
): Promise<WhatsAppDetail>;
export async function waitForWhatsAppDetail(
  client: AisolutionClient,
  form: PollingForm,
  options?: WaitOptions,
): Promise<CallResult<WhatsAppDetail, GetWhatsAppDetailError>>;
export async function waitForWhatsAppDetail(
  client: AisolutionClient<true> | AisolutionClient,
  form: PollingForm,
  options: WaitOptions = {},
): Promise<WhatsAppDetail | CallResult<WhatsAppDetail, GetWhatsAppDetailError>> {
  if (client.throwOnError) {
    return poll((call) => client.whatsapp.getWhatsAppDetail(form, call), form, options, {
      detail: (data) => data,
      fail: (error) => {
        throw error;
      },
    });
  }
  return poll((call) => client.whatsapp.getWhatsAppDetail(form, call), form, options, {
    detail: (result) => result.data,
    fail: (error) => ({ data: undefined, error, response: undefined }),
  });
}

/** The form of the operation, less the field that excludes polling. */
export type PollingForm = Omit<WhatsAppDetailRequest, "callback"> & { readonly callback?: never };

/** Asks until the detail is final. */
async function poll<Answer>(
  ask: (options: CallOptions) => Promise<Answer>,
  form: unknown,
  options: WaitOptions,
  mode: {
    readonly detail: (answer: Answer) => WhatsAppDetail | undefined;
    readonly fail: (error: AbortError | InputError | TimeoutError) => Answer;
  },
): Promise<Answer> {
  const facts = { operationId, attempts: 0, billing: "free", retryable: false } as const;
  try {
    checkOptions(waitRules, options);
    checkForm(form);
  } catch (fault) {
    return mode.fail(argumentError(fault, facts));
  }
  const { deadline = 120_000, interval = 2_000, maxInterval = 15_000, ...callOptions } = options;
  const { remaining } = createDeadline(deadline);
  for (
    let attempts = 1, wait = interval;
    ;
    attempts += 1, wait = Math.min(wait * 1.5, maxInterval)
  ) {
    const answer = await ask({ ...callOptions, deadline: remaining() });
    const detail = mode.detail(answer);
    if (detail === undefined || !isPending(detail)) return answer;
    const known = { ...facts, attempts, retryable: true, source: detail };
    if (wait >= remaining()) {
      return mode.fail(new TimeoutError(`No final answer within ${String(deadline)} ms`, known));
    }
    try {
      await sleep(wait, callOptions.signal);
    } catch {
      return mode.fail(new AbortError("The signal ended the wait", known));
    }
  }
}

function checkForm(form: unknown): void {
  if (Reflect.get(Object(form), "callback")) {
    throw new UsageError("callback excludes polling. Leave it out.");
  }
}

function isPending(message: WhatsAppDetail): boolean {
  const groups = Object.values(operations).flat();
  const [, outcomes = []] = groups.find(([, , paths]) => operationId in paths) ?? [];
  const pending = outcomes.find(([, , , retry]) => retry === "poll");
  return (
    pending?.[0] !== undefined && findOutcome(outcomes, { status: pending[0], message }) === pending
  );
}
