import {
  checkOptions,
  functionOption,
  objectOption,
  stringOption,
  type OptionRules,
} from "@aisolution/options";
import { whatsAppDetailCallback } from "../generated/callback.js";
import { callbackEntries } from "./callback-entries.js";
import type { CallbackProblem } from "./callback-problem.js";
import { sentQuery, type SentQuery } from "./callback-query.js";
import { canonicalQuery } from "./canonical-query.js";
import type { CallbackHandlerOptions } from "./handler-options.js";
import { parseWhatsAppDetailCallback, readCallback } from "./parse-callback.js";
import { secretPathTest } from "./secret-path.js";
import type { UnmatchedRequest } from "./unmatched-request.js";

/** An answer of HTTP, before it takes the form of a framework. */
export interface CallbackAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the request is to be passed on to somebody else instead. */
  readonly isPassedOn?: boolean;
}

/** The part of a request that decides. */
export interface CallbackRequest {
  readonly method: string;
  /**
   * Path and query, or the whole address. There are two where a framework has the handler below a prefix: with it
   * and without it.
   */
  readonly targets: readonly string[];
  /** Whether somebody else can answer what is not for this handler. */
  readonly canPassOn: boolean;
}

const handlerRules: OptionRules<CallbackHandlerOptions> = {
  onDetail: { ...functionOption, isRequired: true },
  // A number can be a part of it that somebody took for the whole.
  secretPath: { ...stringOption, isSecret: true },
  duplicates: objectOption("a guard of createDuplicateGuard", "once"),
  onError: functionOption,
  onRefused: functionOption,
  onUnmatched: functionOption,
};

/**
 * Makes the function that both handlers share. Its promise is never rejected, and no answer holds a value
 * of the query or a text of an error.
 *
 * @throws TypeError when an option cannot be used; never with its value
 */
export function callbackAnswerer(
  options: CallbackHandlerOptions,
): (request: CallbackRequest) => Promise<CallbackAnswer> {
  checkOptions(handlerRules, options);
  const { onDetail, secretPath, duplicates, onError, onRefused, onUnmatched } = options;
  const isRightPath =
    secretPath === undefined ? () => Promise.resolve(true) : secretPathTest(secretPath);

  /** The query of the target whose path is right, or what does not match. */
  async function match({
    method,
    targets,
    canPassOn,
  }: CallbackRequest): Promise<SentQuery | UnmatchedRequest["reason"]> {
    const found = targets.flatMap(readTarget);
    if (found.length === 0) return "address";
    // Before the method: a wrong path must not show that there is something here.
    const areRight = await Promise.all(found.map(({ base }) => isRightPath(base)));
    const sent = found[areRight.indexOf(true)];
    if (sent === undefined) return "path";
    // No HEAD: like a link preview, it asks for nothing to happen.
    if (method !== whatsAppDetailCallback.method) return "method";
    // Without a secret path, others may have any path: theirs is what has no trace of a callback.
    return secretPath === undefined && canPassOn && !hasTrace(sent) ? "path" : sent;
  }

  async function accept(sent: SentQuery): Promise<CallbackAnswer> {
    const callback = readCallback(sent);
    if (!callback.ok) {
      await onRefused?.(callback.problems, new URLSearchParams(sent.text));
      return answer(400, problemsBody(callback.problems));
    }
    const { detail, others, ignored, repaired } = callback;
    const task = async (): Promise<void> => {
      await onDetail(detail, { others, ignored, repaired });
    };
    if (duplicates === undefined) await task();
    // Nobody knows yet how it ends elsewhere, so nobody may say that it is done.
    else if ((await duplicates.once(canonicalQuery(callback), task)) === "running") {
      return answer(503, "", { "Retry-After": "10" });
    }
    return answer(200);
  }

  async function refuse(
    reason: UnmatchedRequest["reason"],
    { targets, canPassOn }: CallbackRequest,
  ): Promise<CallbackAnswer> {
    const isCallback = targets.some((target) => parseWhatsAppDetailCallback(target).ok);
    // Another method at the secret path is nobody else's.
    const isPassedOn = canPassOn && (reason !== "method" || secretPath === undefined);
    try {
      // What others answer is no news, unless it is a result that went astray.
      if (isCallback || !isPassedOn) await onUnmatched?.({ reason, isCallback });
    } catch (error) {
      await report(onError, error);
    }
    const refusal =
      reason === "method" ? answer(405, "", { Allow: whatsAppDetailCallback.method }) : answer(404);
    return { ...refusal, isPassedOn };
  }

  return async (request) => {
    try {
      const sent = await match(request);
      return typeof sent === "string" ? await refuse(sent, request) : await accept(sent);
    } catch (error) {
      await report(onError, error);
      return answer(500);
    }
  };
}

/**
 * A request target is a path with a query, or a whole address (RFC 9112, section 3.2).
 *
 * @returns nothing where it is neither
 */
function readTarget(target: string): readonly SentQuery[] {
  // Put together as text: against a base, `//host/path` would lose its first part.
  const address = target.startsWith("/") ? `http://localhost${target}` : target;
  if (!URL.canParse(address)) return [];
  const { pathname, search } = new URL(address);
  return [sentQuery(`${pathname}${search}`)];
}

/** Whether a query has something that a callback always has. */
function hasTrace(sent: SentQuery): boolean {
  const { query } = callbackEntries(sent);
  return whatsAppDetailCallback.parameters.some(
    ({ name, required }) => required && query.has(name),
  );
}

/** A log that fails changes no answer. */
async function report(onError: CallbackHandlerOptions["onError"], error: unknown): Promise<void> {
  try {
    await onError?.(error);
  } catch {
    // There is nobody left to tell.
  }
}

function answer(
  status: number,
  body = "",
  headers: Readonly<Record<string, string>> = {},
): CallbackAnswer {
  // An answer to GET may be cached, and then the next callback would not arrive.
  return { status, headers: { "Cache-Control": "no-store", ...jsonType(body), ...headers }, body };
}

function jsonType(body: string): Readonly<Record<string, string>> {
  return body === "" ? {} : { "Content-Type": "application/json" };
}

function problemsBody(problems: readonly CallbackProblem[]): string {
  return JSON.stringify({ problems });
}
