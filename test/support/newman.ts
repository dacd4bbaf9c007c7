import { createRequire } from "node:module";
import { isNode, list } from "../../openapi/lint/document.js";

/** A test of a script, as it ended. */
export interface CollectionTest {
  readonly request: string;
  readonly test: string;
  /** Undefined where it passed. */
  readonly fault: string | undefined;
}

/** What a run of a collection did. */
export interface CollectionRun {
  /** How many requests were sent. */
  readonly sent: number;
  readonly tests: readonly CollectionTest[];
  /** Faults of tests, scripts and connections. */
  readonly faults: readonly string[];
}

/** Runs a Postman collection with Newman, without a reporter. */
export async function runCollection(options: {
  readonly collection: object;
  readonly environment?: object;
  /** Overrides for variables of the environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Only this folder. */
  readonly folder?: string;
  readonly iterationCount?: number;
}): Promise<CollectionRun> {
  const { variables, ...others } = options;
  const newman: unknown = createRequire(import.meta.url)("newman");
  const start: unknown = Reflect.get(Object(newman), "run");
  if (typeof start !== "function") throw new Error("newman has no run.");
  const summary = await new Promise<unknown>((resolve, reject) => {
    Reflect.apply(start, newman, [
      {
        ...structuredClone(others),
        envVar: Object.entries(variables).map(([key, value]) => ({ key, value })),
        reporters: [],
        timeoutRequest: 20_000,
      },
      (error: unknown, result: unknown) => {
        if (error === null) resolve(result);
        else reject(new Error("Newman cannot run.", { cause: error }));
      },
    ]);
  });
  const run = member(summary, "run");
  return {
    sent: Number(member(member(member(run, "stats"), "requests"), "total")),
    tests: list(member(run, "executions")).flatMap(readExecution),
    faults: list(member(run, "failures")).map((failure) =>
      String(member(member(failure, "error"), "message")),
    ),
  };
}

function readExecution(execution: unknown): readonly CollectionTest[] {
  const request = String(member(member(execution, "item"), "name"));
  return list(member(execution, "assertions")).map((assertion) => {
    const error = member(assertion, "error");
    return {
      request,
      test: String(member(assertion, "assertion")),
      fault: error === undefined ? undefined : String(member(error, "message")),
    };
  });
}

/** A member of what Newman gives; its own classes are no plain objects. */
function member(value: unknown, key: string): unknown {
  return isNode(value) ? Reflect.get(value, key) : undefined;
}
