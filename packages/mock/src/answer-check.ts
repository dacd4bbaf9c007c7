import type { IncomingHttpHeaders } from "node:http";
import { catalogue, type Operation } from "@aisolution/openapi";
import { decode, headerTexts, mediaType, type Exchange } from "./exchange.js";
import { findOutcome } from "./find-outcome.js";
import { firstItems } from "./first-items.js";
import { limits } from "./limits.js";
import { member } from "./member.js";
import type { PrismCheck, PrismExchange } from "./prism-check.js";
import { mismatch, type Mismatch } from "./proxy-report.js";
import { maxBodyBytes } from "./read-body.js";

/** The catalogue lists outcomes under this HTTP status, and `httpErrors` under all others. */
const successCode = 200;

const retryAfter = "Retry-After";

/** The answer for Prism, or `undefined` when there is none to look at. */
export function readAnswer(
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
    const message = `is over ${String(maxBodyBytes)} bytes, and was not checked`;
    found.push(mismatch("response", "unchecked", "", message));
    return undefined;
  }
  const bytes = decode("response", answer.body, answer.headers, found);
  if (bytes === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const { value, isCut } = firstItems(json);
    if (isCut) {
      const message = `has an array of more than ${String(limits.checkedItems)} items, of which the first were checked`;
      found.push(mismatch("response", "unchecked", "", message));
    }
    return { value };
  } catch {
    // The error quotes the body.
    found.push(mismatch("response", "body", "", "is no JSON in UTF-8"));
    return undefined;
  }
}

/** Key of the outcome or of the HTTP error, where it is a documented one. */
export function outcomeKey(operation: Operation, code: number, body: unknown): string | undefined {
  if (code === successCode) return findOutcome(operation, body)?.key;
  if (!operation.httpErrors.includes(code)) return undefined;
  return catalogue.httpErrors.find((error) => error.code === code)?.key;
}
