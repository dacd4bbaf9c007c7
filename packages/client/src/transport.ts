import type { paths } from "@aisolution/types";
import createFetchClient, { type Client } from "openapi-fetch";
import { parseAddress } from "./address.js";
import { readText } from "./answer.js";
import { fieldsOf } from "./fields-of.js";
import { formContentType, server, tokenPlaces } from "./generated/definitions.js";
import type { ClientOptions, Fetch } from "./options.js";

/** An openapi-fetch client of the API, for those who want paths. */
export type HttpClient = Client<paths>;

/** A whole answer. */
export interface Answer {
  /** Its body has been read, and neither its address nor its headers show the token. */
  readonly response: Response;
  readonly text: string;
}

/** An answer came, but cannot be read. `cause` is why: it may be charged all the same. */
export class AnswerFault extends Error {}

/** What one request needs. */
export interface RequestParts {
  /** Path of the operation. */
  readonly path: string;
  readonly token: string;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** The two ways to the service. */
export interface Transport {
  /**
   * Sends one request, once. What it throws by itself comes before anything is sent; what its promise rejects with can
   * come after.
   */
  readonly post: (request: RequestParts) => Promise<Answer>;
  /** A plain client: no retry, no timeout, no hooks, and `data` is the whole envelope of any outcome. */
  readonly http: HttpClient;
}

/** Looked up at each call: programs and tests put another one in its place. */
const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init);

/** A shorter token, such as `test`, stands in many texts. */
const shortestSecret = 8;

/** Headers of an answer that repeat the address of the request, or are made from it. */
const addressHeaders = /^(location|content-location|link|refresh)$/;

/**
 * Makes both. Methods do not go through openapi-fetch, because a `Request` of it takes longer than all the
 * rest of a small call (decision 0011); its client stands on the same function.
 */
export function createTransport(
  {
    baseUrl = server,
    allowInsecure = false,
    tokenIn = "query",
    fetch = globalFetch,
  }: ClientOptions,
  getToken: () => Promise<string>,
): Transport {
  const base = parseAddress(baseUrl, allowInsecure).href.replace(/\/+$/, "");
  const inQuery = tokenIn === "query";
  // Exactly this: with a charset openapi-fetch would send JSON.
  const shared = { "Content-Type": formContentType };

  function send(
    url: string,
    { token, body, signal }: Omit<RequestParts, "path">,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const encodedToken = encodeURIComponent(token);
    const pending = fetch(
      inQuery ? `${url}${url.includes("?") ? "&" : "?"}${tokenPlaces.query}=${encodedToken}` : url,
      {
        method: "POST",
        headers: inQuery ? headers : { ...headers, [tokenPlaces.header]: token },
        body,
        signal,
        // A redirect would take the image to an address that nobody named.
        redirect: "manual",
      },
    );
    const secrets = [token, encodedToken].filter(({ length }) => length >= shortestSecret);
    return readAnswer(pending, secrets);
  }

  return {
    post: ({ path, ...request }) => send(base + path, request, shared),
    http: createFetchClient<paths>({
      baseUrl: base,
      headers: shared,
      // Its own serializer would send the text "undefined".
      bodySerializer: (form) =>
        new URLSearchParams(fieldsOf(form).map((field) => field.map(String))),
      fetch: async (request) => {
        // One call can have a base address of its own.
        parseAddress(new URL(request.url).origin, allowInsecure);
        const { response, text } = await send(
          request.url,
          { token: await getToken(), body: await request.text(), signal: request.signal },
          Object.fromEntries(request.headers),
        );
        return new Response(text || null, response);
      },
    }),
  };
}

/** @throws AnswerFault for what is not an answer as `fetch` gives it; what the connection fails with */
async function readAnswer(pending: Promise<Response>, secrets: readonly string[]): Promise<Answer> {
  const received = await pending;
  let response: Response;
  try {
    response = withoutAddress(received, secrets);
  } catch (cause) {
    throw new AnswerFault("fetch gave something other than a Response.", { cause });
  }
  return { response, text: await readText(received) };
}

/** The answer without what shows the token: people print what a call answers. */
function withoutAddress(response: Response, secrets: readonly string[]): Response {
  let shown = response;
  for (const [name, value] of response.headers) {
    if (addressHeaders.test(name) || secrets.some((secret) => value.includes(secret))) {
      // The headers of an answer cannot be changed, those of a copy can.
      if (shown === response) shown = new Response(null, response);
      shown.headers.delete(name);
    }
  }
  return Object.defineProperty(shown, "url", { value: "" });
}
