import type { Mock } from "@aisolution/mock";
import { catalogue, type Failure, type Operation } from "@aisolution/openapi";

/** All operations, as a table for `describe.each`. */
export const operationTable = catalogue.operations.map(
  (operation) => [operation.operationId, operation] as const,
);

/** An answer that the contract documents. */
export interface DocumentedAnswer {
  readonly key: string;
  readonly code: number;
  readonly body: unknown;
  readonly failure: Failure | undefined;
  readonly retryAfter: string | null;
}

/** Read from the catalogue here once more, to hold the mock against it. */
export function documentedAnswers(operation: Operation): readonly DocumentedAnswer[] {
  return [
    ...operation.outcomes.map(({ key, example, failure }) => ({
      key,
      code: 200,
      body: example.value,
      failure,
      retryAfter: null,
    })),
    ...catalogue.httpErrors
      .filter(({ code }) => operation.httpErrors.includes(code))
      .map(({ key, code, example, failure, retryAfterExample = null }) => ({
        key,
        code,
        body: example,
        failure,
        retryAfter: retryAfterExample,
      })),
  ];
}

export function findOperation(operationId: string): Operation {
  const found = catalogue.operations.find((operation) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`The catalogue has no ${operationId}.`);
  return found;
}

/** What the contract answers to a mistake of the caller: its own outcome, or HTTP 400. */
export function refusalBody(operation: Operation, cause: string): unknown {
  const { outcomes } = operation;
  const outcome =
    outcomes.find((candidate) => candidate.cause === cause) ??
    outcomes.find((candidate) => candidate.cause === "parameter");
  return outcome?.example.value;
}

/** The example of an HTTP error. */
export function errorBody(code: number): unknown {
  const found = catalogue.httpErrors.find((error) => error.code === code);
  if (found === undefined) throw new Error(`The contract has no HTTP ${String(code)}.`);
  return found.example;
}

/** The documented call of an operation. */
export function exampleForm({ request }: Operation): Readonly<Record<string, string>> {
  return { ...request.examples[0]?.value };
}

/** What came back, and what the mock says about it. */
export interface Reply {
  readonly code: number;
  readonly body: unknown;
  readonly headers: Headers;
  readonly chosenBy: string | null;
  readonly key: string | null;
}

export async function readReply(response: Response): Promise<Reply> {
  const { status, headers } = response;
  return {
    code: status,
    body: await response.json(),
    headers,
    chosenBy: headers.get("X-Mock-Chosen-By"),
    key: headers.get("X-Mock-Answer"),
  };
}

/** Calls an operation as any HTTP client does. */
export async function postForm(
  url: string,
  operation: Operation,
  options: {
    readonly token?: string;
    /** Behind the token in the query. */
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Default: the documented call. A text is sent as it is. */
    readonly form?: Readonly<Record<string, string>> | string;
  } = {},
): Promise<Reply> {
  const { token = "test", query = "", headers = {}, form = exampleForm(operation) } = options;
  return readReply(
    await fetch(`${url}${operation.path}?token=${encodeURIComponent(token)}${query}`, {
      method: operation.method,
      headers: { "Content-Type": operation.request.contentType, ...headers },
      body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    }),
  );
}

/** Calls the control of a mock. */
export async function control(url: string, path: string, body?: string): Promise<Reply> {
  return readReply(
    await fetch(`${url}/__mock/${path}`, body === undefined ? {} : { method: "POST", body }),
  );
}

/** Sets the next answers as a program without types does: for names that are only known when it runs. */
export function setNext(mock: Mock, operationId: string, ...answers: readonly unknown[]): void {
  const next: unknown = Reflect.get(mock, "next");
  if (typeof next !== "function") throw new Error("The mock has no next.");
  Reflect.apply(next, mock, [operationId, ...answers]);
}
