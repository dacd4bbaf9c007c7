import type { HttpError, paths } from "@aisolution/types";
import type { Client } from "openapi-fetch";

/** The plain openapi-fetch client, for those who want paths. */
export type HttpClient = Client<paths>;

/** Options of one call. */
export interface CallOptions {
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

/**
 * What a call answers. `data` is the whole answer under HTTP 200, of any documented outcome: look at
 * `data.status`. `error` is the body of an answer with another HTTP status.
 */
export type CallResult<Answer> =
  | { readonly data: Answer; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: HttpError; readonly response: Response };
