import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { catalogue, type Operation } from "@aisolution/openapi";
import type prismHttpModule from "@stoplight/prism-http";
import { narrowSchema } from "./narrow-schema.js";
import type { Mismatch } from "./proxy-report.js";

type PrismOperation = Awaited<
  ReturnType<typeof prismHttpModule.getHttpOperationsFromSpec>
>[number];

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

interface Violation {
  readonly path?: readonly string[];
  readonly code?: string | number;
  readonly message: string;
}

/** Loads Prism, which takes seconds: so nothing imports it before it is needed. */
export async function loadPrismCheck(): Promise<PrismCheck> {
  const [{ default: prismHttp }, { default: prismCore }] = await Promise.all([
    import("@stoplight/prism-http"),
    import("@stoplight/prism-core"),
  ]);
  const file = createRequire(import.meta.url).resolve("@aisolution/openapi/openapi.json");
  const contract: unknown = JSON.parse(await readFile(file, "utf8"), (key, value: unknown) =>
    key === "callbacks" ? undefined : value,
  );
  if (typeof contract !== "object" || contract === null) {
    throw new TypeError(`${file} is no OpenAPI document.`);
  }
  const prismOperations = await prismHttp.getHttpOperationsFromSpec(contract);
  // Prism would log bodies.
  const logger = prismCore.createLogger("proxy", { level: "silent" });
  // Prism keeps what it compiles for as long as the schema lives: each narrowed one is made once.
  const narrowed = new Map<string, PrismOperation>();

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
      const config = {
        mock: { dynamic: false },
        checkSecurity: true,
        validateRequest: form !== undefined,
        validateResponse: answer !== undefined,
        errors: false,
        upstreamProxy: undefined,
        isProxy: false,
      } as const;
      const output = { statusCode: code, headers: { ...answer?.headers }, body: answer?.body };
      // The target has answered already: its answer stands in for the mock's.
      const prism = prismHttp.createInstance(config, {
        logger,
        mock: () => () => ({ _tag: "Right", right: output }),
      });
      const result = await prism.request(
        {
          method: "post",
          url: { path: operation.path, query: { ...query } },
          headers: { ...headers, "content-type": operation.request.contentType },
          body: form,
        },
        [resource],
        config,
      )();
      if (result._tag === "Left") throw result.left;
      const { validations } = result.right;
      return [
        ...validations.input.map((violation: Violation) => toMismatch("request", violation)),
        ...validations.output.map((violation: Violation) => toMismatch("response", violation)),
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

/** Every name that can stand in a JSON pointer: any other may be a value of the answer. */
const knownNames = new Set<string>([
  ...catalogue.messages.flatMap(({ fields }) => fields.map(({ name }) => name)),
  ...catalogue.operations.flatMap(({ request, outcomes }) => [
    ...request.fields.map(({ name }) => name),
    ...outcomes.flatMap(({ example }) => Object.keys(example.value)),
  ]),
]);

/** Rules whose texts quote the schema only. Others may quote a name that was received. */
const rules = new Set([
  ...["type", "const", "enum", "required", "oneOf", "anyOf", "allOf", "not", "format", "pattern"],
  ...["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "minItems", "maxItems", "minProperties", "maxProperties"],
]);

function toMismatch(where: Mismatch["where"], { path = [], code, message }: Violation): Mismatch {
  if (code === 401) {
    const places = catalogue.authentication.map(
      (place) => `${place.in === "query" ? "the query parameter" : "the header"} ${place.parameter}`,
    );
    const text = `has no token, which goes into ${places.join(" or ")}`;
    return { where, kind: "security", place: "", message: text };
  }
  const [part = "body", ...segments] = path;
  const names = part === "header" || part === "query" ? "parameter" : "property";
  // Prism puts the place before the rule.
  const subject = `${where === "request" ? "Request" : "Response"} ${part} `;
  const named = segments.length === 0 ? "" : `${names} ${segments.join(".")} `;
  const rule =
    rules.has(String(code)) && message.startsWith(subject + named)
      ? message.slice((subject + named).length)
      : "does not fit the contract";
  // A missing property is named by its own place, not by the object that should have it.
  const missing = code === "required" ? /required property '([^']+)'$/.exec(rule)?.[1] : undefined;
  const place = [...segments, ...(missing === undefined ? [] : [missing])];
  if (part === "header") return { where, kind: "header", place: place.join("/"), message: rule };
  const pointer = place.map((name) => (knownNames.has(name) || /^\d+$/.test(name) ? name : "*"));
  return {
    where,
    kind: "schema",
    place: pointer.map((name) => `/${name}`).join(""),
    message: missing === undefined ? rule : "is required, but missing",
  };
}
