import { whatsAppDetailCallback } from "../generated/callback.js";
import type { CallbackProblem } from "./callback-problem.js";
import { callbackQuery } from "./callback-query.js";
import type { CallbackHandlerOptions } from "./handler-options.js";
import { parseWhatsAppDetailCallback } from "./parse-callback.js";
import { secretPathTest } from "./secret-path.js";

/** An answer of HTTP, before it takes the form of a framework. */
export interface CallbackAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The part of a request that decides. */
export interface CallbackRequest {
  readonly method: string;
  /** The whole address. Undefined where the request has none that can be read. */
  readonly url: URL | undefined;
}

/**
 * Makes the function that both handlers share. Its promise is never rejected, and no answer holds a value
 * of the query or a text of an error.
 *
 * @throws TypeError when an option cannot be used; never with its value
 */
export function callbackAnswerer(
  options: CallbackHandlerOptions,
): (request: CallbackRequest) => Promise<CallbackAnswer> {
  const { onDetail, secretPath, duplicates, onError, onRefused } = checkOptions(options);
  const isRightPath =
    secretPath === undefined ? () => Promise.resolve(true) : secretPathTest(secretPath);

  async function accept(url: URL): Promise<CallbackAnswer> {
    const query = callbackQuery(url);
    const callback = parseWhatsAppDetailCallback(query);
    if (!callback.ok) {
      await onRefused?.(callback.problems, query);
      return answer(400, problemsBody(callback.problems));
    }
    const { detail, others, ignored } = callback;
    const task = async (): Promise<void> => {
      await onDetail(detail, { others, ignored });
    };
    if (duplicates === undefined) await task();
    // Nobody knows yet how it ends elsewhere, so nobody may say that it is done.
    else if ((await duplicates.once(query, task)) === "running") {
      return answer(503, "", { "Retry-After": "10" });
    }
    return answer(200);
  }

  return async ({ method, url }) => {
    try {
      // Before the method: a wrong path must not show that there is something here.
      if (url === undefined || !(await isRightPath(url.pathname))) return answer(404);
      // No HEAD: like a link preview, it asks for nothing to happen.
      if (method !== whatsAppDetailCallback.method) {
        return answer(405, "", { Allow: whatsAppDetailCallback.method });
      }
      return await accept(url);
    } catch (error) {
      await report(onError, error);
      return answer(500);
    }
  };
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

function checkOptions(options: CallbackHandlerOptions): CallbackHandlerOptions {
  const given: unknown = options;
  const onDetail: unknown =
    typeof given === "object" && given !== null ? Reflect.get(given, "onDetail") : undefined;
  if (typeof onDetail !== "function") {
    throw new TypeError("onDetail is no function. Give the function that gets each result.");
  }
  return options;
}
