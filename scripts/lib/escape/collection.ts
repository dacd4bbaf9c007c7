/** Text that a collection of requests sends. */
import { escape, bracedEscape } from "./characters.js";

/**
 * A value of a form, as Postman and Bruno send it: neither has an escape for its own signs.
 *
 * @param where which value it is, for the error
 * @throws when one of the two would send another value
 */
export function collectionValue(value: string, where: string): string {
  const isPlain = escape(value, {}, bracedEscape) === value && value === value.trim();
  if (isPlain && !value.includes("{{") && !value.startsWith("'''")) return value;
  throw new Error(
    `${where} cannot be sent by Postman or Bruno: ${JSON.stringify(value)}. An example must be one line of visible characters, with no space at its ends, no {{, and no ''' at its start.`,
  );
}
