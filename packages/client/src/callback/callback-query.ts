import { whatsAppDetailCallback } from "../generated/callback.js";

/** The query of a callback as it was sent, and what stands before it. */
export interface SentQuery {
  /** Address or path without the query. Empty where there is a query alone. */
  readonly base: string;
  /** Without its question mark. */
  readonly text: string;
  /** Whether it stood in the path: the address had no question mark. */
  readonly isInPath: boolean;
}

const requiredNames = whatsAppDetailCallback.parameters
  .filter(({ required }) => required)
  .map(({ name }) => name);

/** What a sender makes that appends with `&` where there is no query, or escapes the question mark. */
const queryInPath = new RegExp(`^(.*?)(?:&|%3[Ff])((?:${requiredNames.join("|")})=.*)$`, "s");

/**
 * Finds the query of a callback.
 *
 * @param input a text that starts with a scheme, a `/` or a `?` is an address; any other is a query alone
 */
export function sentQuery(input: string | URL | URLSearchParams | Request): SentQuery {
  if (typeof input === "string") {
    return /^(?:[/?]|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/.test(input)
      ? splitAddress(input)
      : { base: "", text: input, isInPath: false };
  }
  if (isParameters(input)) return { base: "", text: input.toString(), isInPath: false };
  return splitAddress("searchParams" in input ? input.href : input.url);
}

/** By name, as a class of another realm or of a polyfill is no `instanceof`. */
function isParameters(input: URL | URLSearchParams | Request): input is URLSearchParams {
  return !("url" in input) && !("searchParams" in input);
}

function splitAddress(address: string): SentQuery {
  const [whole = ""] = address.split("#", 1);
  const mark = whole.indexOf("?");
  if (mark >= 0) {
    return { base: whole.slice(0, mark), text: whole.slice(mark + 1), isInPath: false };
  }
  const [, base = whole, text] = queryInPath.exec(whole) ?? [];
  return { base, text: text ?? "", isInPath: text !== undefined };
}
