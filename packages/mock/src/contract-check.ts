import type { IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { catalogue, type Operation, type Outcome } from "@aisolution/openapi";
import { loadPrismCheck, type PrismCheck, type PrismExchange } from "./prism-check.js";
import { formProblem, shortForm } from "./proxy-form.js";
import { bodyLimit } from "./proxy-forward.js";
import { summarize, type ExchangeReport, type Mismatch } from "./proxy-report.js";

/** A request and what came of it. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** `undefined` when it is over the limit. */
  readonly body: Buffer | undefined;
  /** HTTP status that the client got. */
  readonly code: number;
  /** `undefined` when the target gave none. */
  readonly answer:
    | { readonly headers: IncomingHttpHeaders; readonly body: Buffer | undefined }
    | undefined;
  /** What was found before. */
  readonly mismatches: readonly Mismatch[];
}

/** Holds exchanges against the contract. */
export type ContractCheck = (exchange: Exchange) => Promise<ExchangeReport>;

/** The catalogue lists outcomes under this HTTP status, and `httpErrors` under all others. */
const successCode = 200;

const retryAfter = "Retry-After";

/** Loads the contract. What it holds against is in the catalogue, or in what Prism makes of the contract. */
export async function loadContractCheck(): Promise<ContractCheck> {
  const prism = await loadPrismCheck();
  return async (exchange) => {
    const { method, code } = exchange;
    const [pathname = ""] = exchange.target.split("?", 1);
    const path = shownPath(pathname);
    const onPath = catalogue.operations.filter((candidate) => candidate.path === pathname);
    const operation = onPath.find((candidate) => candidate.method === method);
    const found = [...exchange.mismatches];
    if (operation === undefined) {
      found.push(unknownRequest(onPath));
      return { method, path, code, mismatches: summarize(found) };
    }
    const answer = readAnswer(prism, operation, exchange, found);
    try {
      found.push(
        ...(await prism.mismatches({
          operation,
          query: filled([...new URLSearchParams(exchange.target.slice(pathname.length))]),
          headers: headerTexts(exchange.headers),
          form: readForm(operation, exchange, found),
          code,
          answer,
        })),
      );
    } catch {
      // The error may quote what Prism stumbled over.
      found.push(mismatch("response", "unchecked", "", "could not be checked"));
    }
    const outcome = outcomeKey(operation, code, answer?.body);
    return {
      method,
      path,
      operationId: operation.operationId,
      code,
      ...(outcome === undefined ? {} : { outcome }),
      mismatches: summarize(found),
    };
  };
}

function unknownRequest(onPath: readonly Operation[]): Mismatch {
  if (onPath.length === 0) return mismatch("request", "path", "", "is not in the contract");
  const methods = onPath.map(({ method }) => method).join(", ");
  return mismatch("request", "method", "", `is not in the contract, which has ${methods} here`);
}

/** Path for a report: a mistyped address may hold a token or a name. */
function shownPath(pathname: string): string {
  const known = new Set(catalogue.operations.flatMap(({ path }) => path.split("/")));
  const parts = pathname.split("/").slice(0, 10);
  return parts.map((part) => (known.has(part) ? part : "*")).join("/");
}

/** The form for Prism, or `undefined` when there is none to look at. */
function readForm(operation: Operation, exchange: Exchange, found: Mismatch[]): string | undefined {
  const { contentType } = operation.request;
  if (exchange.body === undefined) return undefined;
  const type = mediaType(exchange.headers);
  if (type !== contentType) {
    const message = `is ${type === "" ? "missing" : "another"}; the contract has ${contentType}`;
    found.push(mismatch("request", "content-type", "Content-Type", message));
    return undefined;
  }
  const bytes = decode("request", exchange.body, exchange.headers, found);
  if (bytes === undefined) return undefined;
  const form = bytes.toString("latin1");
  const problem = formProblem(operation, form);
  if (problem === undefined) return shortForm(operation, form);
  found.push(mismatch("request", "body", problem.place, problem.message));
  return undefined;
}

/** The answer for Prism, or `undefined` when there is none to look at. */
function readAnswer(
  prism: PrismCheck,
  operation: Operation,
  { code, answer }: Exchange,
  found: Mismatch[],
): PrismExchange["answer"] {
  if (answer === undefined) return undefined;
  const codes = [successCode, ...operation.httpErrors];
  if (!codes.includes(code)) {
    const message = `HTTP ${String(code)} is not in the contract, which has ${codes.join(", ")}`;
    found.push(mismatch("response", "code", "", message));
    return undefined;
  }
  // Prism takes any type that ends in +json for JSON, and cannot read one that is broken.
  const types = prism.mediaTypes(operation, code);
  const type = mediaType(answer.headers);
  if (!types.includes(type)) {
    const message = `is ${type === "" ? "missing" : "another"}; the contract has ${types.join(", ")}`;
    found.push(mismatch("response", "content-type", "Content-Type", message));
  }
  const headers = headerTexts(answer.headers);
  const error = catalogue.httpErrors.find((candidate) => candidate.code === code);
  if (error?.retryAfter === true && headers[retryAfter.toLowerCase()] === undefined) {
    const message = "is documented for this answer, but missing";
    found.push(mismatch("response", "header", retryAfter, message));
  }
  const json = readJson(answer, found);
  if (json === undefined) return undefined;
  const shown = { headers: { ...headers, "content-type": types[0] ?? "" }, body: json.value };
  if (code !== successCode) return { ...shown, model: undefined };
  const outcome = findOutcome(operation, json.value);
  const status = member(json.value, "status");
  const sameStatus = operation.outcomes.filter((candidate) => candidate.status === status);
  if (outcome === undefined && sameStatus.length === 0) {
    const known = [...new Set(operation.outcomes.map((candidate) => candidate.status))];
    const message = `is none that the operation has: ${known.join(", ")}`;
    found.push(mismatch("response", "status", "/status", message));
    return undefined;
  }
  return outcome === undefined
    ? { ...shown, model: { key: `status ${String(status)}`, value: { status } } }
    : { ...shown, model: { key: outcome.key, value: outcome.example.value } };
}

function readJson(
  answer: { readonly headers: IncomingHttpHeaders; readonly body: Buffer | undefined },
  found: Mismatch[],
): { readonly value: unknown } | undefined {
  if (answer.body === undefined) {
    const message = `is over ${String(bodyLimit)} bytes, and was not checked`;
    found.push(mismatch("response", "unchecked", "", message));
    return undefined;
  }
  const bytes = decode("response", answer.body, answer.headers, found);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { value };
  } catch {
    // The error quotes the body.
    found.push(mismatch("response", "body", "", "is no JSON in UTF-8"));
    return undefined;
  }
}

const decoders = new Map([
  ["", (bytes: Buffer) => bytes],
  ["identity", (bytes: Buffer) => bytes],
  ["gzip", (bytes: Buffer) => gunzipSync(bytes, { maxOutputLength: bodyLimit })],
  ["deflate", (bytes: Buffer) => inflateSync(bytes, { maxOutputLength: bodyLimit })],
  ["br", (bytes: Buffer) => brotliDecompressSync(bytes, { maxOutputLength: bodyLimit })],
]);

function decode(
  where: Mismatch["where"],
  bytes: Buffer,
  headers: IncomingHttpHeaders,
  found: Mismatch[],
): Buffer | undefined {
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  try {
    const decoded = decoders.get(coding)?.(bytes);
    if (decoded !== undefined) return decoded;
  } catch {
    // Broken, or too long.
  }
  const message = "has a coding that cannot be undone, and was not checked";
  found.push(mismatch(where, "unchecked", "Content-Encoding", message));
  return undefined;
}

function outcomeKey(operation: Operation, code: number, body: unknown): string | undefined {
  if (code === successCode) return findOutcome(operation, body)?.key;
  if (!operation.httpErrors.includes(code)) return undefined;
  return catalogue.httpErrors.find((error) => error.code === code)?.key;
}

/** The first outcome that applies is the one. */
function findOutcome(operation: Operation, body: unknown): Outcome | undefined {
  const message = member(body, "message");
  return operation.outcomes.find(({ status, when }) => {
    if (member(body, "status") !== status) return false;
    if (when === undefined) return true;
    if ("pattern" in when) return typeof message === "string" && new RegExp(when.pattern).test(message);
    return member(message, when.property) === when.equals;
  });
}

function mediaType(headers: IncomingHttpHeaders): string {
  return headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function headerTexts(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers);
  return filled(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

/** The entries that are not blank: a blank token is no token, but Prism takes one of spaces. */
function filled(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.filter(([, value]) => value.trim() !== ""));
}

function member(value: unknown, name: string): unknown {
  return Object(value) === value ? Reflect.get(Object(value), name) : undefined;
}

function mismatch(
  where: Mismatch["where"],
  kind: Mismatch["kind"],
  place: string,
  message: string,
): Mismatch {
  return { where, kind, place, message };
}
