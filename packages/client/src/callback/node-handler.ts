import { callbackAnswerer } from "./answer-callback.js";
import type { CallbackHandlerOptions } from "./handler-options.js";

/** The part of `http.IncomingMessage` that is used. */
export interface NodeCallbackRequest {
  readonly method?: string | undefined;
  /** Path and query. */
  readonly url?: string | undefined;
  /** Express and others have the whole path here, where `url` lacks the prefix of a router. */
  readonly originalUrl?: string | undefined;
}

/** The part of `http.ServerResponse` that is used. */
export interface NodeCallbackResponse {
  statusCode: number;
  /** Whether somebody has answered already, for instance after a timeout. */
  readonly headersSent?: boolean;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/**
 * Makes a receiver of WhatsApp callbacks for `node:http`, Express and others of their kind. It answers as
 * `createCallbackHandler` does, and proves as little about the sender.
 *
 * If it gets a third argument `next`, as in Express, it calls `next` for what is not a callback: for every path except
 * `secretPath`. Without a `secretPath`, that is every request except a GET with a parameter that a callback always has.
 *
 * @throws TypeError when an option cannot be used
 *
 * @example
 * const handler = createNodeCallbackHandler({
 *   secretPath: "/whatsapp/1c9e8f0b2d7a46f3",
 *   onDetail: async (detail) => saveResult(detail),
 * });
 * http.createServer(handler).listen(8080); // or app.use(handler) in Express, before your other routes or after them
 *
 * @see openapi webhook `whatsAppDetail`
 */
export function createNodeCallbackHandler(
  options: CallbackHandlerOptions,
): (request: NodeCallbackRequest, response: NodeCallbackResponse, next?: () => unknown) => void {
  const answerCallback = callbackAnswerer(options);
  return ({ method = "", url = "", originalUrl = url }, response, next) => {
    void answerCallback({
      method,
      targets: originalUrl === url ? [url] : [originalUrl, url],
      canPassOn: next !== undefined,
    }).then(({ status, headers, body, isPassedOn }) => {
      if (isPassedOn === true) return next?.();
      if (response.headersSent === true) return;
      response.statusCode = status;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.end(body);
    });
  };
}
