import type { IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { mismatch, type Mismatch } from "./proxy-report.js";
import { maxBodyBytes } from "./read-body.js";

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
    { readonly headers: IncomingHttpHeaders; readonly body: Buffer | undefined } | undefined;
  /** What was found before. */
  readonly mismatches: readonly Mismatch[];
}

const decoders = new Map([
  ["", (bytes: Buffer) => bytes],
  ["identity", (bytes: Buffer) => bytes],
  ["gzip", (bytes: Buffer) => gunzipSync(bytes, { maxOutputLength: maxBodyBytes })],
  ["deflate", (bytes: Buffer) => inflateSync(bytes, { maxOutputLength: maxBodyBytes })],
  ["br", (bytes: Buffer) => brotliDecompressSync(bytes, { maxOutputLength: maxBodyBytes })],
]);

/** Undoes the coding of a body. */
export function decode(
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

/** Content type without its parameters; empty where there is none. */
export function mediaType(headers: IncomingHttpHeaders): string {
  return headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The headers that are not blank, with one text for each name. */
export function headerTexts(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers);
  return filled(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

/** The entries that are not blank: a blank token is no token, but Prism takes one of spaces. */
export function filled(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.filter(([, value]) => value.trim() !== ""));
}
