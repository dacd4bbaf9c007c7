import { bindOperations } from "./bind-operations.js";
import { createCaller } from "./call.js";
import { checkClientOptions } from "./client-options.js";
import type { Operations } from "./generated/operations.js";
import type { ClientOptions } from "./options.js";
import type { HttpClient } from "./transport.js";
import type { Usage } from "./usage.js";

/** A client: the operations of the API by family, each a method. */
export interface AisolutionClient<
  ThrowOnError extends boolean = false,
> extends Operations<ThrowOnError> {
  /** The openapi-fetch client for those who want paths, with the token and the form encoding set up. */
  readonly http: HttpClient;
  /** Whether methods throw their errors. */
  readonly throwOnError: ThrowOnError;
  /** What this client did so far, and what it cost. */
  usage(): Usage;
}

/**
 * Makes a client of the API. Its methods answer `{ data, error, response }`: `data` is the message of a
 * success, `error` one of the classes of this package. Methods never reject, unless `throwOnError` is
 * set: then they return the data, and throw that same error.
 *
 * @example
 * const client = createClient({ token: "TOKEN", baseUrl: "http://127.0.0.1:4010" });
 * const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: bytes });
 * if (error) console.error(error.message, error.billing);
 * else console.log(data.Surname);
 *
 * @throws TypeError when an option cannot be used; the message never holds the token
 */
export function createClient(
  options: ClientOptions<true> & { throwOnError: true },
): AisolutionClient<true>;
export function createClient(options: ClientOptions<false>): AisolutionClient;
export function createClient(options: ClientOptions): AisolutionClient<boolean> {
  checkClientOptions(options);
  const { throwOnError = false } = options;
  const { call, ...rest } = createCaller(options);
  return { ...bindOperations(call, throwOnError), ...rest, throwOnError };
}
