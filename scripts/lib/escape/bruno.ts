/** Text in the language of Bruno. Its own library writes the file; this keeps the values in their places. */
import { oneLine } from "./characters.js";

/** What begins and ends a text of several lines. Nothing can be written in its place inside one. */
const delimiter = "'''";

/** Words for people, as a value of one line. */
export function brunoLine(text: string): string {
  return oneLine(text).replaceAll(delimiter, "’’’");
}

/** JSON as a text of several lines. A quote stands inside a string there, so it can be written as its number. */
export function brunoJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll("'", "\\u0027");
}
