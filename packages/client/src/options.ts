import type { Billing } from "./errors/aisolution-error.js";
import type { tokenPlaces } from "./generated/definitions.js";

/** The part of `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A token, or a function that gives one. */
export type TokenSource = string | (() => string | Promise<string>);

/** When a call is sent again. */
export interface RetryOptions {
  /** How often, at most, after the first time. Default: 2. */
  readonly limit?: number;
  /** The first wait is a random time up to this, each later one up to twice the one before. Milliseconds, default: 500. */
  readonly baseDelay?: number;
  /** No wait is longer. Milliseconds, default: 8 000. */
  readonly maxDelay?: number;
  /** A `Retry-After` that asks for more ends the call with its error. Milliseconds, default: 60 000. */
  readonly maxRetryAfter?: number;
  /**
   * Whether to send again where the first request may have been done and charged: after a timeout, a
   * cut connection, HTTP 500 and above. Default: false. It can cost a second charge.
   */
  readonly uncertain?: boolean;
  /** A number from 0 to 1, as `Math.random` gives it. `seededRandom(1)` makes waits repeatable. */
  readonly random?: () => number;
}

/** A request is about to be sent. */
export interface RequestEvent {
  readonly operationId: string;
  /** 1 for the first request of a call. */
  readonly attempt: number;
  /** Size of the body. */
  readonly bodyBytes: number;
}

/** An answer has come. */
export interface ResponseEvent {
  readonly operationId: string;
  readonly attempt: number;
  readonly httpStatus: number;
  /** `status` of the answer, as far as the contract knows it. */
  readonly status: string | undefined;
  readonly billing: Billing;
  /** From the request to the whole answer, in milliseconds. */
  readonly duration: number;
}

/** A call is going to be sent again. */
export interface RetryEvent {
  readonly operationId: string;
  /** Number of the attempt that failed. */
  readonly attempt: number;
  /** Name of its error class. */
  readonly error: string;
  /** How long the client waits first, in milliseconds. */
  readonly delay: number;
}

/** A picture is larger than what the service recommends. */
export interface LargeImageEvent {
  readonly operationId: string;
  /** Field of the form. */
  readonly field: string;
  readonly bytes: number;
  readonly recommendedBytes: number;
}

/**
 * Functions that are told what happens. No event holds the token, a picture, or what an answer says
 * about a person. What a hook throws is reported as an uncaught exception, and does not touch the call.
 */
export interface Hooks {
  readonly onRequest?: (event: RequestEvent) => void;
  readonly onResponse?: (event: ResponseEvent) => void;
  readonly onRetry?: (event: RetryEvent) => void;
  readonly onLargeImage?: (event: LargeImageEvent) => void;
}

/** Options of the client that one call can have too. */
export interface SharedOptions extends Hooks {
  /**
   * How long one attempt may take, from the moment it has a slot: to read the images, to get the token, to send and to
   * receive the whole answer. Milliseconds, default: 60 000; `Infinity` for no limit.
   */
  readonly timeout?: number;
  /**
   * How long the whole call may take from its start: waits for a slot, all attempts, and the waits between them. What
   * cannot end in time is not begun. Milliseconds, default: no deadline.
   */
  readonly deadline?: number;
  /** When a call is sent again; `false` for never. */
  readonly retry?: RetryOptions | false;
}

/** Options of one call. They go before those of the client. */
export interface CallOptions extends SharedOptions {
  /** Ends the call, whatever it waits for. */
  readonly signal?: AbortSignal;
}

/** Options of `createClient`. */
export interface ClientOptions<ThrowOnError extends boolean = boolean> extends SharedOptions {
  /** The token of the API, or a function that gives it: called once, and again after an HTTP 401. */
  readonly token: TokenSource;
  /**
   * Where the token goes: into the query, as the API's curl samples have it, or into the
   * `Authorization` header, which keeps it out of server logs. Default: `"query"`.
   */
  readonly tokenIn?: keyof typeof tokenPlaces;
  /** Whether methods return the data and throw errors. Default: false, they return `{ data, error, response }`. */
  readonly throwOnError?: ThrowOnError;
  /**
   * Scheme and host, as in `http://127.0.0.1:4010`. A path is kept; a query, a fragment, a user name and a password are
   * refused. Default: the production server of the contract.
   */
  readonly baseUrl?: string | URL;
  /** Allows a `baseUrl` with http on another host than this machine. Default: false. */
  readonly allowInsecure?: boolean;
  /** How many requests may be under way at once. Default: no limit. */
  readonly concurrency?: number;
  /** Least time between the starts of two requests. Milliseconds, default: 0. */
  readonly minInterval?: number;
  /** A function to use in place of the global `fetch`. */
  readonly fetch?: Fetch;
}
