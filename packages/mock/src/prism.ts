import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import prismCore from "@stoplight/prism-core";
import prismHttp from "@stoplight/prism-http";
import type { Preference } from "./preference.js";

/** A POST request. */
export interface PrismRequest {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
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
export type Prism = (request: PrismRequest, preference: Preference) => Promise<PrismAnswer>;

/**
 * Loads Prism with the contract.
 *
 * Callbacks are taken out of Prism's copy: it cannot send one for a form body.
 */
export async function loadPrism(): Promise<Prism> {
  const file = createRequire(import.meta.url).resolve("@aisolution/openapi/openapi.json");
  const contract: unknown = JSON.parse(await readFile(file, "utf8"), (key, value: unknown) =>
    key === "callbacks" ? undefined : value,
  );
  if (typeof contract !== "object" || contract === null) {
    throw new TypeError(`${file} is no OpenAPI document.`);
  }
  const operations = await prismHttp.getHttpOperationsFromSpec(contract);
  const config = {
    mock: { dynamic: false },
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    isProxy: false,
  } as const;
  // Prism needs a logger of its own making; it would log bodies, so it is silent.
  const prism = prismHttp.createInstance(config, {
    logger: prismCore.createLogger("mock", { level: "silent" }),
  });

  return async (request, { code, example }) => {
    const result = await prism.request(
      {
        method: "post",
        url: { path: request.path, query: request.query },
        headers: request.headers,
        body: request.body,
      },
      operations,
      { ...config, mock: { dynamic: false, code, exampleKey: example } },
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
}

/** The headers that the contract documents for an answer. */
function headerTexts(headers: unknown): Record<string, string> {
  if (typeof headers !== "object" || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, value]) => [name, String(value)]),
  );
}
