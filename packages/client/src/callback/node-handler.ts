import { callbackAnswerer } from "./answer-callback.js";
import type { CallbackHandlerOptions } from "./handler-options.js";

/** The part of `http.IncomingMessage` that is used. */
export interface NodeCallbackRequest {
  readonly method?: string | undefined;
  /** Path and query. */
  readonly url?: string | undefined;
  /** Express has the whole path here, also in a router of its own path. */
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
 * @throws TypeError when an option cannot be used
 *
 * @example
 * const handler = createNodeCallbackHandler({
 *   secretPath: "/whatsapp/1c9e8f0b2d7a46f3",
 *   onDetail: async (detail) => saveResult(detail),
 * });
 * http.createServer(handler).listen(8080); // or app.use(handler) in Express
 *
 * @see openapi webhook `whatsAppDetail`
 */
export function createNodeCallbackHandler(
  options: CallbackHandlerOptions,
): (request: NodeCallbackRequest, response: NodeCallbackResponse) => void {
  const answerCallback = callbackAnswerer(options);
  return ({ method = "", url, originalUrl }, response) => {
    void answerCallback({ method, url: addressOf(originalUrl ?? url ?? "") }).then(
      ({ status, headers, body }) => {
        if (response.headersSent === true) return;
        response.statusCode = status;
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end(body);
      },
    );
  };
}

/** A request target is a path with a query, or a whole address (RFC 9112, section 3.2). */
function addressOf(target: string): URL | undefined {
  // Put together as text: against a base, `//host/path` would lose its first part.
  const address = target.startsWith("/") ? `http://localhost${target}` : target;
  return URL.canParse(address) ? new URL(address) : undefined;
}
