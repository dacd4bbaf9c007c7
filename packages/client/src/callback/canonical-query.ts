import type { ReadCallback } from "./parse-callback.js";

/**
 * The one spelling of a callback: what was read of it, sorted by name. However a callback is spelt, it is the same
 * one; with another value, or another parameter of the caller, it is another.
 */
export function canonicalQuery({ detail, others }: ReadCallback): URLSearchParams {
  const query = new URLSearchParams({ ...detail });
  others.forEach((value, name) => {
    query.append(name, value);
  });
  query.sort();
  return query;
}
