import type { paths } from "@aisolution/types";
import createFetchClient, { createQuerySerializer } from "openapi-fetch";
import { envelopeFetch, type Fetch } from "./envelope-fetch.js";
import { encodeForm } from "./form.js";
import {
  createOperations,
  formContentType,
  server,
  tokenPlaces,
  type Operations,
} from "./generated/operations.js";
import type { HttpClient } from "./http-client.js";

/** Options of `createClient`. */
export interface ClientOptions {
  /** The token of the API. The mock takes any text. */
  readonly token: string;
  /**
   * Where the token goes: into the query, as the API's curl samples have it, or into the
   * `Authorization` header, which keeps it out of server logs. Default: `"query"`.
   */
  readonly tokenIn?: keyof typeof tokenPlaces;
  /**
   * Scheme and host, as in `http://127.0.0.1:4010`. A path is kept, a query is refused. Default: the
   * production server of the contract.
   */
  readonly baseUrl?: string;
  /** A function to use in place of the global `fetch`. */
  readonly fetch?: Fetch;
}

/** A client with one method for each operation. */
export interface AisolutionClient extends Operations {
  /** The openapi-fetch client underneath, with the token and the form encoding set up. */
  readonly http: HttpClient;
}

/**
 * Makes a client of the API.
 *
 * @example
 * const client = createClient({ token: "TOKEN", baseUrl: "http://127.0.0.1:4010" });
 * const { data, error } = await client.recognizeGermanIdCard({ img: bytes });
 * if (data?.status === "OK") console.log(data.message.Surname);
 *
 * @throws TypeError when an option cannot be used; the message never holds the token
 */
export function createClient(options: ClientOptions): AisolutionClient {
  const { token, tokenIn = "query", baseUrl = server } = checkOptions(options);
  const serializeQuery = createQuerySerializer();
  const http = createFetchClient<paths>({
    baseUrl,
    fetch: envelopeFetch(options.fetch ?? ((request) => fetch(request))),
    headers: {
      // Exactly this: with a charset openapi-fetch would send JSON.
      "Content-Type": formContentType,
      ...(tokenIn === "header" ? { [tokenPlaces.header]: token } : {}),
    },
    bodySerializer: encodeForm,
    querySerializer: (query) =>
      serializeQuery(tokenIn === "query" ? { ...query, [tokenPlaces.query]: token } : query),
  });
  return { ...createOperations(http), http };
}

/** Says what is wrong with options before anything is sent. No message holds a value. */
function checkOptions(options: ClientOptions): ClientOptions {
  const given: unknown = options;
  if (typeof given !== "object" || given === null) {
    throw new TypeError("createClient has no options. Give at least { token }.");
  }
  const token: unknown = Reflect.get(given, "token");
  if (typeof token !== "string" || token.trim() === "") {
    throw new TypeError(
      "The token is missing or empty. Give createClient the token of your account.",
    );
  }
  // RFC 9110, section 5.5, less white space: `fetch` would quote the token in its own error.
  if (!/^[\x21-\x7E]+$/.test(token)) {
    throw new TypeError(
      "The token has a space, a line break or another character that no token has. Look for a copying error.",
    );
  }
  const { tokenIn, baseUrl } = options;
  if (tokenIn !== undefined && !Object.hasOwn(tokenPlaces, tokenIn)) {
    const places = Object.keys(tokenPlaces).join(", ");
    throw new TypeError(`tokenIn is none of ${places}. Leave it out to use the query.`);
  }
  if (baseUrl !== undefined && !isBaseUrl(baseUrl)) {
    throw new TypeError(
      "baseUrl is no absolute http or https address without a query. Give one like http://127.0.0.1:4010.",
    );
  }
  return options;
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username } = new URL(text);
  return /^https?:$/.test(protocol) && `${search}${hash}${username}` === "";
}
