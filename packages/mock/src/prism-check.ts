import type { Operation } from "@aisolution/openapi";
import type prismHttpModule from "@stoplight/prism-http";
import { narrowSchema } from "./narrow-schema.js";
import { readContract } from "./prism.js";
import type { Mismatch } from "./proxy-report.js";
import { toMismatch, type Violation } from "./violation.js";

type PrismOperation = Awaited<ReturnType<typeof prismHttpModule.getHttpOperationsFromSpec>>[number];

/** A request and its answer, as far as Prism may look at them. */
export interface PrismExchange {
  readonly operation: Operation;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** URL-encoded form; `undefined` when it cannot be read. */
  readonly form: string | undefined;
  readonly code: number;
  /** `undefined` when it cannot be read. */
  readonly answer:
    | {
        readonly headers: Readonly<Record<string, string>>;
        readonly body: unknown;
        /** An answer of the documented kind that this one should be. */
        readonly model: { readonly key: string; readonly value: unknown } | undefined;
      }
    | undefined;
}

/** Prism with the contract. */
export interface PrismCheck {
  /** Content types of an answer. */
  mediaTypes(operation: Operation, code: number): readonly string[];
  mismatches(exchange: PrismExchange): Promise<readonly Mismatch[]>;
}

interface PrismOutput {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** Loads Prism, which takes seconds: so nothing imports it before it is needed. */
export async function loadPrismCheck(): Promise<PrismCheck> {
  // By name: the default of a CommonJS module is another thing where this module is one itself.
  const [{ createInstance, getHttpOperationsFromSpec }, { createLogger }] = await Promise.all([
    import("@stoplight/prism-http"),
    import("@stoplight/prism-core"),
  ]);
  const contract = await readContract();
  const prismOperations = await getHttpOperationsFromSpec(contract);
  const outputs = new WeakMap<object, PrismOutput>();
  const config = {
    mock: { dynamic: false },
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    isProxy: false,
  } as const;
  const prism = createInstance(config, {
    // Prism needs a logger of its own making; it would log bodies, so it is silent.
    logger: createLogger("proxy", { level: "silent" }),
    // The target has answered already: its answer stands in for the mock's.
    mock:
      ({ input }) =>
      () => {
        const right = outputs.get(input.data);
        return right === undefined
          ? { _tag: "Left", left: new Error("There is no answer to check.") }
          : { _tag: "Right", right };
      },
  });
  // Prism keeps what it compiles for as long as the schema lives: each narrowed one is made once.
  const narrowed = new Map<string, PrismOperation>();

  const headerNames = new Map(
    prismOperations
      .flatMap(({ responses }) => responses.flatMap(({ headers = [] }) => headers))
      .map(({ name }) => [name.toLowerCase(), name]),
  );

  const find = ({ path, method }: Operation): PrismOperation => {
    const found = prismOperations.find(
      (candidate) => candidate.path === path && candidate.method.toUpperCase() === method,
    );
    if (found === undefined) throw new Error(`The contract has no ${method} ${path}.`);
    return found;
  };

  return {
    mediaTypes: (operation, code) =>
      find(operation)
        .responses.filter((response) => response.code === String(code))
        .flatMap(({ contents = [] }) => contents.map(({ mediaType }) => mediaType)),

    async mismatches({ operation, query, headers, form, code, answer }) {
      let resource = find(operation);
      if (answer?.model !== undefined) {
        const key = `${operation.operationId} ${answer.model.key}`;
        resource = narrowed.get(key) ?? narrowAnswer(resource, code, answer.model.value);
        narrowed.set(key, resource);
      }
      const input = {
        method: "post",
        url: { path: operation.path, query: { ...query } },
        headers: { ...headers, "content-type": operation.request.contentType },
        body: form,
      } as const;
      outputs.set(input, {
        statusCode: code,
        headers: { ...answer?.headers },
        body: answer?.body,
      });
      const result = await prism.request(input, [resource], {
        ...config,
        validateRequest: form !== undefined,
        validateResponse: answer !== undefined,
      })();
      if (result._tag === "Left") throw result.left;
      const { validations } = result.right;
      return [
        ...validations.input.map((violation: Violation) =>
          toMismatch("request", violation, headerNames),
        ),
        ...validations.output.map((violation: Violation) =>
          toMismatch("response", violation, headerNames),
        ),
      ];
    },
  };
}

function narrowAnswer(operation: PrismOperation, code: number, model: unknown): PrismOperation {
  return {
    ...operation,
    responses: operation.responses.map((response) =>
      response.code !== String(code)
        ? response
        : {
            ...response,
            contents: (response.contents ?? []).map((content) =>
              content.schema === undefined
                ? content
                : { ...content, schema: narrowSchema(content.schema, model) },
            ),
          },
    ),
  };
}
