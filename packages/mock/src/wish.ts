import type { Operation } from "@aisolution/openapi";
import { noSuchAnswer, offeredAnswers, type Answer } from "./answer.js";

/**
 * Reads the wish of a request for an answer: the header `Prefer: example=KEY` (RFC 7240), or `__example=KEY` in
 * the query for clients that cannot set headers. `code=CODE` alone chooses an HTTP status.
 *
 * @returns the answer; undefined where nothing is asked for
 */
export function wishedAnswer(
  operation: Operation,
  header: string | undefined,
  query: URLSearchParams,
): Answer | undefined {
  const wishes = new Map(
    (header ?? "").split(/[,;]/).map((wish): [string, string] => {
      const [name = "", value = ""] = wish.split("=");
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', "")];
    }),
  );
  const inHeader = wishes.has("example") || wishes.has("code");
  const chosenBy = inHeader ? "prefer" : "query";
  const read = (name: string) => (inHeader ? wishes.get(name) : query.get(`__${name}`)) ?? "";
  const [example, code] = [read("example"), read("code")];
  if (example === "" && code === "") return undefined;
  const chosen = offeredAnswers(operation).find(
    (answer) =>
      (example === "" || answer.key === example) && (code === "" || String(answer.code) === code),
  );
  // What is asked for comes back in an error: only as far as it can be a key or a code.
  const wanted = [example, code].filter((wish) => /^[\w-]{1,64}$/.test(wish)).join(" with code ");
  return chosen?.make(chosenBy) ?? noSuchAnswer(operation, wanted, chosenBy);
}
