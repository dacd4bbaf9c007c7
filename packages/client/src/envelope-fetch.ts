import { ResponseFormatError } from "./response-format-error.js";

/** The part of `fetch` that openapi-fetch uses. */
export type Fetch = (request: Request) => Promise<Response>;

/**
 * Wraps `fetch` so that every answer is a JSON envelope. openapi-fetch would show an empty answer as
 * neither data nor error, and HTML as an error without a message.
 *
 * @throws ResponseFormatError from the returned function, when an answer is something else
 */
export function envelopeFetch(fetch: Fetch): Fetch {
  return async (request) => {
    const response = await fetch(request);
    const text = await response.text();
    if (!isEnvelope(text)) throw new ResponseFormatError(response);
    const { status, statusText, headers } = response;
    // The body is read already. Its length and coding no longer describe what is passed on.
    const passed = new Headers(headers);
    passed.delete("content-length");
    passed.delete("content-encoding");
    return new Response(text, { status, statusText, headers: passed });
  };
}

function isEnvelope(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return (
      typeof value === "object" &&
      value !== null &&
      "status" in value &&
      typeof value.status === "string" &&
      "message" in value
    );
  } catch {
    return false;
  }
}
