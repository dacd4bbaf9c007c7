import type { paths } from "@aisolution/types";
import createFetchClient, { type Client } from "openapi-fetch";
import { readText } from "./answer.js";
import { fieldsOf } from "./fields-of.js";
import { formContentType, tokenPlaces } from "./generated/definitions.js";
import type { Fetch } from "./options.js";

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
  /** Sends one request, once. */
  readonly post: (
    path: string,
    token: string,
    body: string | Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** A plain client: no retry, no timeout, no hooks, and `data` is the whole envelope of any outcome. */
  readonly http: HttpClient;
}

/**
 * Makes both. Methods do not go through openapi-fetch, because a `Request` of it takes longer than all the
 * rest of a small call (decision 0011); its client stands on the same function.
 */
export function createTransport(
  baseUrl: string,
  tokenIn: keyof typeof tokenPlaces,
  fetch: Fetch,
  getToken: () => Promise<string>,
): Transport {
  // As a `Request` writes it, so that the path behind it can be told.
  const base = new URL(baseUrl).href.replace(/\/$/, "");
  // Exactly this: with a charset openapi-fetch would send JSON.
  const shared = { "Content-Type": formContentType };

  const post: Transport["post"] = async (path, token, body, signal, headers = shared) => {
    const query = `${path.includes("?") ? "&" : "?"}${tokenPlaces.query}=${encodeURIComponent(token)}`;
    const response = await fetch(base + path + (tokenIn === "query" ? query : ""), {
      method: "POST",
      headers: tokenIn === "query" ? headers : { ...headers, [tokenPlaces.header]: token },
      body,
      signal,
      // A redirect would take the picture to an address that nobody named.
      redirect: "manual",
    });
    const text = await readText(response);
    // Both can have the token in them, and people print what a call answers.
    const safe = withoutLocation(response);
    Object.defineProperty(safe, "url", { value: "" });
    return { response: safe, text };
  };

  return {
    post,
    http: createFetchClient<paths>({
      baseUrl: base,
      headers: shared,
      // Its own serializer would send the text "undefined".
      bodySerializer: (form) =>
        new URLSearchParams(fieldsOf(form).map(([name, value]) => [name, String(value)])),
      fetch: async (request) => {
        const path = request.url.slice(base.length);
        const { response, text } = await post(
          path,
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

/** The headers of an answer cannot be changed, those of a copy can. */
function withoutLocation(response: Response): Response {
  if (!response.headers.has("location")) return response;
  const copy = new Response(null, response);
  copy.headers.delete("location");
  return copy;
}
