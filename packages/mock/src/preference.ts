import { catalogue, type Operation } from "@aisolution/openapi";

/** The answer that a request asks for. */
export interface Preference {
  readonly code: number;
  readonly example: string;
}

/** A wish that cannot be met, with a text that says what can. */
export class PreferenceError extends Error {
  override readonly name = "PreferenceError";
}

/**
 * Reads the wish for an answer: the header `Prefer: example=KEY` (RFC 7240), or `__example=KEY` in
 * the query for clients that cannot set headers. `code=CODE` alone chooses an HTTP status.
 *
 * @returns the first documented outcome where nothing is asked for
 * @throws PreferenceError when the operation has no such answer
 */
export function readPreference(
  operation: Operation,
  header: string | undefined,
  query: URLSearchParams,
): Preference {
  const wishes = new Map(
    (header ?? "").split(/[,;]/).map((wish): [string, string] => {
      const [name = "", value = ""] = wish.split("=");
      return [name.trim().toLowerCase(), value.trim().replaceAll('"', "")];
    }),
  );
  const example = wishes.get("example") ?? query.get("__example") ?? "";
  const code = wishes.get("code") ?? query.get("__code") ?? "";
  const offered = offeredAnswers(operation);
  const chosen = offered.find(
    (answer) =>
      (example === "" || answer.example === example) &&
      (code === "" || String(answer.code) === code),
  );
  if (chosen === undefined) {
    const keys = offered.map((answer) => `${answer.example} (${String(answer.code)})`).join(", ");
    throw new PreferenceError(
      `${operation.operationId} has no answer ${[example, code].filter((wish) => wish !== "").join(" with code ")}. Ask for one of ${keys}.`,
    );
  }
  return chosen;
}

function offeredAnswers(operation: Operation): readonly Preference[] {
  return [
    ...operation.outcomes.map(({ key }) => ({ code: 200, example: key })),
    ...catalogue.httpErrors
      .filter(({ code }) => operation.httpErrors.includes(code))
      .map(({ code, key }) => ({ code, example: key })),
  ];
}
