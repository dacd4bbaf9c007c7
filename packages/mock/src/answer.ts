import { catalogue, type Catalogue, type Operation, type Outcome } from "@aisolution/openapi";

/** What decided an answer; in the header `X-Mock-Chosen-By`, the log and the list of requests. */
export type ChosenBy =
  | "prefer"
  | "query"
  | "control"
  | "token"
  | "image"
  | "value"
  | "input"
  | "state"
  | "default"
  | "fault"
  | "contract";

/** An answer of the mock. */
export interface Answer {
  readonly code: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Key of the outcome or of the HTTP error. */
  readonly key: string;
  readonly chosenBy: ChosenBy;
  /** Why, for people; it holds no value of the request. */
  readonly reason?: string;
}

/** An outcome, with the contract's example as its body, or with another message. */
export function outcomeAnswer(
  { key, example }: Outcome,
  chosenBy: ChosenBy,
  more: { readonly reason?: string; readonly message?: unknown } = {},
): Answer {
  const { reason, ...message } = more;
  return {
    code: 200,
    body: { ...example.value, ...message },
    key,
    chosenBy,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The contract's answer for an HTTP status; with a reason, that is its message. */
export function httpAnswer(code: number, chosenBy: ChosenBy, reason?: string): Answer {
  const error = catalogue.httpErrors.find((candidate) => candidate.code === code);
  if (error === undefined) throw new Error(`The contract has no HTTP ${String(code)}.`);
  const { key, example, retryAfterExample } = error;
  return {
    code,
    body: reason === undefined ? example : { ...example, message: reason },
    headers: retryAfterExample === undefined ? {} : { "Retry-After": retryAfterExample },
    key,
    chosenBy,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** An answer that an operation has: an outcome under HTTP 200, or an HTTP error. */
export interface OfferedAnswer {
  readonly key: string;
  readonly code: number;
  readonly make: (chosenBy: ChosenBy) => Answer;
}

/**
 * All answers of an operation, in documented order.
 *
 * @param httpErrors those of the contract
 */
export function offeredAnswers(
  operation: Operation,
  { httpErrors }: Pick<Catalogue, "httpErrors"> = catalogue,
): readonly OfferedAnswer[] {
  return [
    ...operation.outcomes.map((outcome) => ({
      key: outcome.key,
      code: 200,
      make: (chosenBy: ChosenBy) => outcomeAnswer(outcome, chosenBy),
    })),
    ...httpErrors
      .filter(({ code }) => operation.httpErrors.includes(code))
      .map(({ code, key }) => ({
        key,
        code,
        make: (chosenBy: ChosenBy) => httpAnswer(code, chosenBy),
      })),
  ];
}

/**
 * Says which answers there are, for one who asked for another. What was asked for stands in the answer only: it can be
 * anything, and the reason is listed and logged.
 */
export function noSuchAnswer(operation: Operation, wanted: string, chosenBy: ChosenBy): Answer {
  const keys = offeredAnswers(operation).map(({ key, code }) => `${key} (${String(code)})`);
  const advice = `Ask for one of ${keys.join(", ")}.`;
  return {
    ...httpAnswer(404, chosenBy, `${operation.operationId} has no answer ${wanted}. ${advice}`),
    reason: `${operation.operationId} has no such answer. ${advice}`,
  };
}
