import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { isLocalName, loopbackLookup } from "./callback-refusal.js";
import { whatsAppCallback } from "./callback-url.js";
import { errorCode } from "./error-code.js";

/** More of an answer is not read. */
const answerLimit = 64 * 1024;

/** How a request ended. */
export interface CallbackAttempt {
  /** HTTP status of the answer, if there was one. */
  readonly code?: number;
  /** What went wrong: `ECONNREFUSED`, `ETIMEDOUT` and others. */
  readonly error?: string;
}

/**
 * Sends one callback and waits until its socket is closed. A redirect is an answer like others: to follow it
 * could lead elsewhere.
 *
 * @param url what `callbackUrl` has built
 * @param options `timeout` in milliseconds for all of it; `lookup` for names that are not `localhost`
 */
export function requestCallback(
  url: string,
  options: {
    readonly timeout: number;
    readonly signal: AbortSignal;
    readonly lookup?: LookupFunction | undefined;
  },
): Promise<CallbackAttempt> {
  const send = url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    let code: number | undefined;
    let error: string | undefined;
    let size = 0;
    // The first cause counts: whatever ends a request makes more errors.
    const note = (cause: unknown): void => {
      if (size <= answerLimit) error ??= errorCode(cause);
    };
    const request = send(requestOptions(url, options));
    const timer = setTimeout(() => {
      error ??= "ETIMEDOUT";
      request.destroy();
    }, options.timeout);
    request.on("response", (response) => {
      code = response.statusCode;
      response.on("error", note).on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > answerLimit) request.destroy();
      });
    });
    request.on("error", note).on("close", () => {
      clearTimeout(timer);
      // An answer that changes the protocol ends the socket, and makes no error.
      if (code === undefined) error ??= "ECONNRESET";
      resolve({
        ...(code === undefined ? {} : { code }),
        ...(error === undefined ? {} : { error }),
      });
    });
    request.end();
  });
}

function requestOptions(
  text: string,
  {
    lookup,
    signal,
  }: { readonly lookup?: LookupFunction | undefined; readonly signal: AbortSignal },
): RequestOptions {
  const { origin, hostname, port, protocol } = new URL(text);
  const shared = {
    method: whatsAppCallback.method,
    protocol,
    // Brackets belong to addresses, not to sockets.
    hostname: hostname.replaceAll(/[[\]]/g, ""),
    port,
    // From the text, as `URL` would escape more of the caller's query.
    path: text.slice(origin.length),
    agent: false,
    signal,
    lookup,
  };
  if (!isLocalName(hostname)) return shared;
  // A refusal of 127.0.0.1 comes at once. The usual 250 ms would only give up early on a busy machine.
  const local = { lookup: loopbackLookup, autoSelectFamilyAttemptTimeout: 10_000 };
  return { ...shared, ...local };
}
