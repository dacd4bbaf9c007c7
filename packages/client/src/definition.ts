import type { paths } from "@aisolution/types";
import type { AisolutionError, Billing, ErrorClass } from "./errors/aisolution-error.js";
import type { FieldKinds } from "./form.js";

/** What the contract says about an answer. A list, because the client carries forty of them. */
export type AnswerRule = readonly [
  status: string | undefined,
  /** Class of its error. Not there for a success. */
  failure?: ErrorClass | undefined,
  /** The contract's `x-billing`; `free` where it is left out. */
  billing?: Billing | undefined,
  /** The contract's `x-retry`; `never` where it is left out. */
  retry?: "backoff" | "poll" | "ask" | undefined,
  /** Which variant of the status it is (the contract's `x-variants`): a pattern on `message`. */
  when?: RegExp | undefined,
  /** Field of the picture that failed. */
  image?: string | undefined,
  /** Property of `message` that the pattern is for. */
  property?: string,
];

/** What a call has to know of its operation. */
export interface CallableOperation {
  readonly operationId: string;
  readonly path: keyof paths;
  readonly fields: FieldKinds;
  readonly outcomes: readonly AnswerRule[];
}

/** What the client has to know of some operations. The first outcome that applies is the one. */
export type OperationGroup = readonly [
  fields: FieldKinds,
  outcomes: readonly AnswerRule[],
  /** Path of each, by operationId. */
  paths: Readonly<Record<string, keyof paths>>,
];

/** A call that succeeded. */
export interface CallSuccess<Data> {
  /** `message` of the answer. */
  readonly data: Data;
  readonly error: undefined;
  /** Status and headers of the answer, without its body and its address. */
  readonly response: Response;
}

/** A call that failed. */
export interface CallFailure<Failed extends AisolutionError> {
  readonly data: undefined;
  readonly error: Failed;
  /** The same; not there where no answer came. */
  readonly response: Response | undefined;
}

/** What a call answers: data or an error. `error` tells which; `data` of a success can be null. */
export type CallResult<Data, Failed extends AisolutionError> =
  CallSuccess<Data> | CallFailure<Failed>;

/** What a method answers: with `throwOnError` the data alone. */
export type Reply<
  ThrowOnError extends boolean,
  Data,
  Failed extends AisolutionError,
> = ThrowOnError extends true ? Data : CallResult<Data, Failed>;

/** Finds the rule for an envelope; undefined where the contract does not know its status. */
export function findOutcome(
  rules: readonly AnswerRule[],
  { status, message }: { readonly status: string; readonly message: unknown },
): AnswerRule | undefined {
  return rules.find(([code, , , , when, , property]) => {
    if (code !== status || !when) return code === status;
    const text: unknown = property ? Reflect.get(Object(message), property) : message;
    // Anything else has no variant, and no text: to make one of it can run code, and fail.
    return typeof text === "string" && when.test(text);
  });
}
