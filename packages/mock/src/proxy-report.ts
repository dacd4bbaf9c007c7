import { limits } from "./limits.js";

/**
 * What a mismatch is about.
 *
 * - `path`: the contract has no such path.
 * - `method`: the path has no such method.
 * - `security`: the request has no token.
 * - `content-type`: the content type is missing, or another.
 * - `body`: the body cannot be read: no form, or no JSON.
 * - `schema`: a value in the body breaks its schema.
 * - `code`: the operation has no such HTTP status.
 * - `status`: the operation has no such `status` in its envelope.
 * - `header`: a header of the answer is missing, or breaks its schema.
 * - `target`: the target gave no answer, or not all of it.
 * - `unchecked`: the body is too long, or in a coding that cannot be undone; so it was not looked at.
 */
export type MismatchKind =
  | "path"
  | "method"
  | "security"
  | "content-type"
  | "body"
  | "schema"
  | "code"
  | "status"
  | "header"
  | "target"
  | "unchecked";

/** One point in which an exchange breaks the contract. */
export interface Mismatch {
  readonly where: "request" | "response";
  readonly kind: MismatchKind;
  /** JSON pointer into the body, or the name of a header; empty for the whole. */
  readonly place: string;
  /** What is wrong, in words of the contract: it holds nothing of what was sent. */
  readonly message: string;
}

/** A request with its answer, held against the contract. It holds no value of either. */
export interface ExchangeReport {
  readonly method: string;
  /** Path without its query. Parts that no path of the contract has are shown as `*`. */
  readonly path: string;
  readonly operationId?: string;
  /** HTTP status that the client got. */
  readonly code: number;
  /** Key of the outcome or of the HTTP error, where it is a documented one. */
  readonly outcome?: string;
  readonly mismatches: readonly Mismatch[];
}

/** Makes a mismatch. */
export function mismatch(
  where: Mismatch["where"],
  kind: Mismatch["kind"],
  place: string,
  message: string,
): Mismatch {
  return { where, kind, place, message };
}

/** Takes out what is said twice, and what is too much: a long array can be wrong in every item. */
export function summarize(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const different = new Map<string, Mismatch>();
  for (const mismatch of mismatches) {
    const { where, kind, place, message } = mismatch;
    different.set([where, kind, place, message].join("\n"), mismatch);
  }
  return [...different.values()].slice(0, limits.mismatches);
}

/**
 * Writes a report for a terminal: a line for the exchange, and one for each mismatch.
 *
 * @example
 * POST /v1/delface 200 ok: fits
 * POST /v1/delface 503 service-unavailable: 1 mismatch
 *   response header Retry-After: is documented for this answer, but missing
 */
export function formatReport(report: ExchangeReport): string {
  const { method, path, code, outcome, mismatches } = report;
  const count = mismatches.length;
  const result = count === 0 ? "fits" : `${String(count)} mismatch${count === 1 ? "" : "es"}`;
  const head = [method, path, String(code), ...(outcome === undefined ? [] : [outcome])].join(" ");
  return [
    `${head}: ${result}`,
    ...mismatches.map(({ where, kind, place, message }) => {
      const subject = [where, kind, ...(place === "" ? [] : [place])].join(" ");
      return `  ${subject}: ${message}`;
    }),
  ].join("\n");
}
