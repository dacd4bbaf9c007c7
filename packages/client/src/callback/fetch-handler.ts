import { callbackAnswerer } from "./answer-callback.js";
import type { CallbackHandlerOptions } from "./handler-options.js";

/**
 * Makes a receiver of WhatsApp callbacks for servers that speak `Request` and `Response`: Deno, Bun, edge
 * workers, Hono, Next.js and others.
 *
 * The API signs nothing. **A callback proves nothing about its sender**: everybody who knows the address can
 * send one. Use https, a `secretPath`, and ask again with `getWhatsAppDetail` where much depends on it. Keep
 * the query out of your server's logs: it holds a telephone number.
 *
 * | Answer | When                                                                                        |
 * | ------ | ------------------------------------------------------------------------------------------- |
 * | 200    | `onDetail` is done, or was done for the same callback before.                               |
 * | 400    | A required parameter cannot be read. The body, JSON, says which; it holds no value.         |
 * | 404    | The path is not `secretPath`. `onUnmatched` is called.                                      |
 * | 405    | The method is not GET. HEAD is not either. `onUnmatched` is called.                         |
 * | 500    | `onDetail` failed. The body is empty. Whether the service sends again is not documented.    |
 * | 503    | The same callback is being worked on in another process (with a shared `store` only).       |
 *
 * @returns a function whose promise is never rejected
 * @throws TypeError when an option cannot be used
 *
 * @example
 * const handler = createCallbackHandler({
 *   secretPath: "/whatsapp/1c9e8f0b2d7a46f3",
 *   duplicates: createDuplicateGuard(),
 *   onDetail: async (detail) => saveResult(detail),
 * });
 * Deno.serve(handler);
 *
 * @see openapi webhook `whatsAppDetail`
 */
export function createCallbackHandler(
  options: CallbackHandlerOptions,
): (request: Request) => Promise<Response> {
  const answerCallback = callbackAnswerer(options);
  return async ({ method, url }) => {
    const { status, headers, body } = await answerCallback({
      method,
      targets: [url],
      canPassOn: false,
    });
    return new Response(body === "" ? null : body, { status, headers });
  };
}
