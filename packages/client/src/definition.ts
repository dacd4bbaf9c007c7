import type { paths } from "@aisolution/types";
import type { AisolutionError, Billing, ErrorClass } from "./errors/aisolution-error.js";
import type { FieldKinds } from "./form.js";

/**
 * When a variant of a status applies (the contract's `x-variants`): a pattern on `message`, or one of its
 * properties and the value.
 */
export type Condition = RegExp | readonly [property: string, equals: string];

/** What the contract says about an answer. A list, because the client carries forty of them. */
export type AnswerRule = readonly [
  status: string | undefined,
  /** Class of its error. Not there for a success. */
  failure?: ErrorClass | undefined,
  /** The contract's `x-billing`. Where it is left out: `free` under HTTP 200, else `unknown`. */
  billing?: Billing | undefined,
  /** The contract's `x-retry`; `never` where it is left out. */
  retry?: "backoff" | "poll" | "ask" | undefined,
  /** Which variant of the status it is. */
  when?: Condition | undefined,
  /** Field of the picture that failed. */
  image?: string,
];

/** What the client has to know of an operation. The first outcome that applies is the one. */
export type OperationDefinition = readonly [
  path: keyof paths,
  fields: FieldKinds,
  outcomes: readonly AnswerRule[],
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
  return rules.find((rule) => rule[0] === status && holds(rule[4], message));
}

function holds(condition: Condition | undefined, message: unknown): boolean {
  if (condition === undefined) return true;
  if (condition instanceof RegExp) return typeof message === "string" && condition.test(message);
  const [property, value] = condition;
  return (
    typeof message === "object" && message !== null && Reflect.get(message, property) === value
  );
}
