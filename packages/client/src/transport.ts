import type { paths } from "@aisolution/types";
import createFetchClient, { type Client } from "openapi-fetch";
import { limitAnswer } from "./answer.js";
import { fieldsOf } from "./fields-of.js";
import { formContentType, tokenPlaces } from "./generated/definitions.js";
import type { Fetch } from "./options.js";

/** An openapi-fetch client of the API, for those who want paths. */
export type HttpClient = Client<paths>;

/** One request, ready to go. */
export interface OutgoingRequest {
  readonly path: keyof paths;
  readonly token: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

/** The whole answer. */
export interface IncomingAnswer {
  readonly response: Response;
  /** Its body; openapi-fetch has parsed that of an error. */
  readonly text: unknown;
}

/** The two ways to the service. */
export interface Transport {
  /** Sends one request, once. */
  readonly send: (request: OutgoingRequest) => Promise<IncomingAnswer>;
  /** A plain client: no retry, no timeout, no hooks, and `data` is the whole envelope of any outcome. */
  readonly http: HttpClient;
}

/** The paths for bodies that are encoded already. */
type EncodedPaths = Record<
  keyof paths,
  {
    readonly post: {
      readonly responses: { readonly 200: { readonly content: { "application/json": unknown } } };
    };
  }
>;

/**
 * Makes both on openapi-fetch, which puts address, headers and body together, and reads the answer.
 *
 * The token is put in where `fetch` is called, because openapi-fetch cannot wait for one. The picture of a
 * method joins it there: in a `Request` it would be copied twice.
 */
export function createTransport(options: {
  readonly baseUrl: string;
  readonly tokenIn: keyof typeof tokenPlaces;
  readonly fetch: Fetch;
  /** Gives the token for `http`. */
  readonly token: () => Promise<string>;
}): Transport {
  const { baseUrl, tokenIn, fetch } = options;
  const post = async (
    { url, headers }: Request,
    token: string,
    body: BodyInit,
    signal: AbortSignal,
  ) => {
    const address = new URL(url);
    if (tokenIn === "query") address.searchParams.set(tokenPlaces.query, token);
    else headers.set(tokenPlaces.header, token);
    // A redirect would take the picture to an address that nobody named.
    const init = { method: "POST", headers, body, signal, redirect: "manual" } as const;
    return limitAnswer(await fetch(address.href, init));
  };
  // Exactly this content type: with a charset openapi-fetch would send JSON.
  const shared = { baseUrl, headers: { "Content-Type": formContentType } };
  const encoded = createFetchClient<EncodedPaths>(shared);
  return {
    send: async ({ path, token, body, signal }) => {
      const { data, error, response } = await encoded.POST(path, {
        parseAs: "text",
        fetch: (request) => post(request, token, body, signal),
      });
      // `url` of the original has the token in it, and people print what a call answers.
      const safe = response.status < 200 ? response : new Response(null, response);
      // A redirect often repeats it. (The headers of the original cannot be changed.)
      if (safe !== response) safe.headers.delete("location");
      return { response: safe, text: data ?? error };
    },
    http: createFetchClient<paths>({
      ...shared,
      // The serializer of openapi-fetch would send the text "undefined".
      bodySerializer: (form) =>
        new URLSearchParams(fieldsOf(form).map(([name, value]) => [name, String(value)])),
      fetch: async (request) =>
        post(request, await options.token(), await request.text(), request.signal),
    }),
  };
}
