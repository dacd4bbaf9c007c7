import { defined } from "../fields-of.js";

/** Marks the errors of every copy of this package: two copies have two classes of each name. */
const brand = Symbol.for("@aisolution/client/error");

/**
 * What a call cost. `unknown`: the service may have done and charged it, and nobody can tell from here.
 */
export type Billing = "charge" | "free" | "unknown";

/** What an error tells beside its message. None of it comes from a picture, a token or an answer's message. */
export interface ErrorFacts {
  /** Operation that failed, as in `recognizeGermanIdCard`. */
  readonly operationId: string;
  /** Number of requests that were sent. 0: nothing left this machine. */
  readonly attempts: number;
  /** What the call cost, all its attempts taken together. */
  readonly billing: Billing;
  /** Whether the same call can end in another way, and nothing is charged twice. */
  readonly retryable: boolean;
  /** `status` of the answer under HTTP 200. */
  readonly status?: string | undefined;
  /** HTTP status of the answer. */
  readonly httpStatus?: number | undefined;
  /** Field of the picture that failed, where it is known which one. */
  readonly image?: string | undefined;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** What caused the error: the answer, or what `fetch` threw. */
  readonly source?: unknown;
}

/**
 * Base of all errors of a call.
 *
 * What the service answered, and what `fetch` threw, can hold personal data or the token. So they stay
 * out of the message, of `JSON.stringify` and of `util.inspect`, and are reached by `source` only.
 *
 * @example
 * if (isAisolutionError(error)) console.log(error.name, error.status, error.billing);
 */
export abstract class AisolutionError extends Error implements ErrorFacts {
  abstract override readonly name: string;
  declare readonly operationId: string;
  declare readonly attempts: number;
  declare readonly billing: Billing;
  declare readonly retryable: boolean;
  declare readonly status: string | undefined;
  declare readonly httpStatus: number | undefined;
  declare readonly image: string | undefined;
  declare readonly retryAfter: number | undefined;
  readonly #source: unknown;

  constructor(text: string, { source, ...facts }: ErrorFacts) {
    super(`${facts.operationId}: ${text}`);
    this.#source = source;
    // What is undefined would stand in every print of the error.
    Object.assign(this, defined(facts));
  }

  /** The answer (`{ status, message }`) or the caught value. Mind that it can be about a person. */
  get source(): unknown {
    return this.#source;
  }

  // A getter: a field would stand in every print of the error.
  // eslint-disable-next-line @typescript-eslint/class-literal-property-style
  get [brand](): true {
    return true;
  }

  /** The error with its message, for logs in JSON. */
  toJSON(): object {
    return Object.assign({}, this, { message: this.message });
  }
}

/** A class of errors that can be made. */
export type ErrorClass = new (text: string, facts: ErrorFacts) => AisolutionError;

/** Whether a value is an error of this package, of whatever copy of it. */
export function isBranded(value: unknown): boolean {
  return value instanceof Error && brand in value;
}
