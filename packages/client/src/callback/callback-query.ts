/**
 * The query of a callback, decoded as a form (WHATWG URL, section 5.1): `+` is a space, `%2B` a plus sign,
 * the bytes are UTF-8. What cannot be decoded never throws: a `%` without two digits stays as it is, bytes
 * that are no UTF-8 become U+FFFD.
 *
 * @param input a text that starts with a scheme, a `/` or a `?` is an address; any other is a query alone
 */
export function callbackQuery(input: string | URL | URLSearchParams | Request): URLSearchParams {
  if (typeof input === "string") return new URLSearchParams(queryOf(input));
  // A copy, as the caller's own parameters can change.
  if (isParameters(input)) return new URLSearchParams(input.toString());
  if ("searchParams" in input) return new URLSearchParams(input.search);
  return new URLSearchParams(queryOf(input.url));
}

/** By name too, as a class of another realm or of a polyfill is no `instanceof`. */
function isParameters(input: URL | URLSearchParams | Request): input is URLSearchParams {
  return !("url" in input) && !("searchParams" in input);
}

function queryOf(text: string): string {
  if (!/^(?:[/?]|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/.test(text)) return text;
  const [address = ""] = text.split("#", 1);
  const mark = address.indexOf("?");
  return mark < 0 ? "" : address.slice(mark + 1);
}
