import type { paths } from "@aisolution/types";
import createFetchClient, { createQuerySerializer } from "openapi-fetch";
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
   * Where the token goes: into the query, as all samples of the API have it, or into the
   * `Authorization` header, which keeps it out of server logs. Default: `"query"`.
   */
  readonly tokenIn?: keyof typeof tokenPlaces;
  /** Scheme and host. Default: the production server of the contract. */
  readonly baseUrl?: string;
  /** A function to use in place of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
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
 * const { data, error } = await client.recognizeGermanIdCard({ img: base64 });
 * if (data?.status === "OK") console.log(data.message.Surname);
 *
 * @throws TypeError when the token is missing or empty
 */
export function createClient(options: ClientOptions): AisolutionClient {
  const { token, tokenIn = "query", baseUrl = server } = options;
  if (typeof token !== "string" || token.trim() === "") {
    throw new TypeError(
      "The token is missing or empty. Give createClient the token of your account.",
    );
  }
  if (!Object.hasOwn(tokenPlaces, tokenIn)) {
    throw new TypeError(
      `tokenIn is neither of ${Object.keys(tokenPlaces).join(", ")}. Leave it out to use the query.`,
    );
  }
  const serializeQuery = createQuerySerializer();
  const http = createFetchClient<paths>({
    baseUrl,
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
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
