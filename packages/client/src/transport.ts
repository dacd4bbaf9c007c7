import type { paths } from "@aisolution/types";
import createFetchClient, { type Client } from "openapi-fetch";
import { readText } from "./answer.js";
import { fieldsOf } from "./fields-of.js";
import { formContentType, server, tokenPlaces } from "./generated/definitions.js";
import type { ClientOptions, Fetch } from "./options.js";

/** An openapi-fetch client of the API, for those who want paths. */
export type HttpClient = Client<paths>;

/** A whole answer. */
export interface Answer {
  /** Its body has been read, and its address is hidden. */
  readonly response: Response;
  readonly text: string;
}

/** The two ways to the service. */
export interface Transport {
  /** Address of the service, without a slash at the end. */
  readonly base: string;
  /** Sends one request, once. */
  readonly post: (
    url: string,
    token: string,
    body: string,
    signal: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** A plain client: no retry, no timeout, no hooks, and `data` is the whole envelope of any outcome. */
  readonly http: HttpClient;
}

/** Looked up at each call: programs and tests put another one in its place. */
const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init);

/**
 * Makes both. Methods do not go through openapi-fetch, because a `Request` of it takes longer than all the
 * rest of a small call (decision 0011); its client stands on the same function.
 */
export function createTransport(
  { baseUrl = server, tokenIn = "query", fetch = globalFetch }: ClientOptions,
  getToken: () => Promise<string>,
): Transport {
  const base = baseUrl.replace(/\/$/, "");
  const inQuery = tokenIn === "query";
  // Exactly this: with a charset openapi-fetch would send JSON.
  const shared = { "Content-Type": formContentType };

  const post: Transport["post"] = async (url, token, body, signal, headers = shared) => {
    let response = await fetch(
      inQuery
        ? `${url}${url.includes("?") ? "&" : "?"}${tokenPlaces.query}=${encodeURIComponent(token)}`
        : url,
      {
        method: "POST",
        headers: inQuery ? headers : { ...headers, [tokenPlaces.header]: token },
        body,
        signal,
        // A redirect would take the picture to an address that nobody named.
        redirect: "manual",
      },
    );
    const text = await readText(response);
    // Both can have the token in them, and people print what a call answers.
    if (response.status !== 200 && response.headers.has("location")) {
      // The headers of an answer cannot be changed, those of a copy can.
      response = new Response(null, response);
      response.headers.delete("location");
    }
    Object.defineProperty(response, "url", { value: "" });
    return { response, text };
  };

  return {
    base,
    post,
    http: createFetchClient<paths>({
      baseUrl: base,
      headers: shared,
      // Its own serializer would send the text "undefined".
      bodySerializer: (form) =>
        new URLSearchParams(fieldsOf(form).map((field) => field.map(String))),
      fetch: async (request) => {
        const { response, text } = await post(
          request.url,
          await getToken(),
          await request.text(),
          request.signal,
          Object.fromEntries(request.headers),
        );
        return new Response(text || null, response);
      },
    }),
  };
}
