import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathParts } from "./shown-path.js";

/** A request for Prism. */
export interface PrismRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  /** A value where it was JSON, else a text. */
  readonly body: unknown;
}

/** What Prism shall answer with. Without an example it takes the first one, or makes one up. */
export interface PrismWish {
  readonly dynamic?: boolean;
  readonly code?: number;
  readonly exampleKey?: string;
}

/** What Prism made of a request. */
export interface PrismAnswer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What is wrong with the request, in words. */
  readonly violations: readonly string[];
}

/** Answers one request. */
export interface Prism {
  (request: PrismRequest, wish: PrismWish): Promise<PrismAnswer>;
  /** Parts of the document's paths. */
  readonly pathParts: ReadonlySet<string>;
}

/**
 * Loads Prism with a contract. It takes seconds, nearly all of them for its modules, so nothing loads it that can do
 * without (decision 0012).
 *
 * @param document path of an OpenAPI file; the contract of the API where it is left out
 * @throws DocumentError when the document cannot be used
 */
export async function loadPrism(document?: string): Promise<Prism> {
  // A mistake in a document is told at once.
  const contract = document === undefined ? await readContract() : await readDocument(document);
  // By name: the default of a CommonJS module is another thing where this module is one itself.
  const { createLogger } = await import("@stoplight/prism-core");
  const { createInstance, getHttpOperationsFromSpec } = await import("@stoplight/prism-http");
  const documented = await getHttpOperationsFromSpec(contract);
  // Prism would send a callback to any address; a mock must be no way to make requests elsewhere.
  const operations = documented.map(({ callbacks: _callbacks, ...operation }) => operation);
  const config = {
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    isProxy: false,
  } as const;
  // Prism needs a logger of its own making; it would log bodies, so it is silent.
  const prism = createInstance(
    { ...config, mock: { dynamic: false } },
    { logger: createLogger("mock", { level: "silent" }) },
  );

  const answer = async (
    { method, path, query, headers, body }: PrismRequest,
    { dynamic = false, ...wish }: PrismWish,
  ): Promise<PrismAnswer> => {
    const result = await prism.request(
      { method: prismMethod(method), url: { path, query }, headers, body },
      operations,
      { ...config, mock: { dynamic, ...wish } },
    )();
    if (result._tag === "Left") throw result.left;
    const { output, validations } = result.right;
    return {
      code: output.statusCode,
      headers: headerTexts(output.headers),
      body: output.body,
      violations: validations.input.map((violation: { message: string }) => violation.message),
    };
  };
  return Object.assign(answer, { pathParts: pathParts(operations.map(({ path }) => path)) });
}

/** The parser of YAML is loaded with the document only. */
async function readDocument(file: string): Promise<object> {
  const { loadDocument } = await import("./load-document.js");
  return loadDocument(file);
}

/** Callbacks are taken out of Prism's copy: it cannot send one for a form body. */
export async function readContract(): Promise<object> {
  const file = createRequire(import.meta.url).resolve("@aisolution/openapi/openapi.json");
  const contract: unknown = JSON.parse(await readFile(file, "utf8"), (key, value: unknown) =>
    key === "callbacks" ? undefined : value,
  );
  if (typeof contract !== "object" || contract === null) {
    throw new TypeError(`${file} is no OpenAPI document.`);
  }
  return contract;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

function prismMethod(method: string): (typeof methods)[number] {
  return methods.find((known) => known === method.toLowerCase()) ?? "get";
}

/** The headers that a contract documents for an answer. */
function headerTexts(headers: unknown): Record<string, string> {
  if (typeof headers !== "object" || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, value]) => [name, String(value)]),
  );
}
