import { catalogue, type Operation } from "@aisolution/openapi";
import { outcomeKey, readAnswer } from "./answer-check.js";
import { decode, filled, headerTexts, mediaType, type Exchange } from "./exchange.js";
import { loadPrismCheck } from "./prism-check.js";
import { formProblem, shortForm } from "./proxy-form.js";
import { mismatch, summarize, type ExchangeReport, type Mismatch } from "./proxy-report.js";
import { shownPath } from "./shown-path.js";

/** Holds exchanges against the contract. */
export type ContractCheck = (exchange: Exchange) => Promise<ExchangeReport>;

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
