import { whatsAppDetailCallback, type WhatsAppDetailCallback } from "../generated/callback.js";

/**
 * Builds the address that the service would ask for, to test a receiver: the parameters in documented order
 * and form encoding (WHATWG URL, section 5.2: a space is `+`, a plus sign `%2B`), after the query that the
 * callback address has already. Half of a surrogate pair is sent as U+FFFD. A fragment is not sent.
 *
 * @param callbackUrl the address of the receiver, http or https, as it would stand in `callback`
 * @throws TypeError when the address cannot be used; never with the address
 *
 * @example
 * buildWhatsAppDetailCallbackUrl("https://example.com/hook", { number: "+447700900123", whatsapp: "no" }).href;
 * // "https://example.com/hook?number=%2B447700900123&whatsapp=no"
 *
 * @see openapi webhook `whatsAppDetail`
 */
export function buildWhatsAppDetailCallbackUrl(
  callbackUrl: string | URL,
  detail: WhatsAppDetailCallback,
): URL {
  const url = parseAddress(callbackUrl);
  const query = new URLSearchParams();
  for (const { name } of whatsAppDetailCallback.parameters) {
    const value = detail[name];
    if (value !== undefined) query.append(name, value);
  }
  // As text: what stands in the address keeps its own encoding.
  url.search = [url.search.slice(1), query.toString()].filter((part) => part !== "").join("&");
  url.hash = "";
  return url;
}

/**
 * Builds the request that the service would send. See `buildWhatsAppDetailCallbackUrl`.
 *
 * @throws TypeError when the address cannot be used; never with the address
 *
 * @example
 * const request = buildWhatsAppDetailCallbackRequest("https://example.com/hook", detail);
 * const response = await handler(request);
 */
export function buildWhatsAppDetailCallbackRequest(
  callbackUrl: string | URL,
  detail: WhatsAppDetailCallback,
): Request {
  return new Request(buildWhatsAppDetailCallbackUrl(callbackUrl, detail), {
    method: whatsAppDetailCallback.method,
  });
}

/** `URL` and `Request` would quote the address in their own errors, and its path can be a secret. */
function parseAddress(address: string | URL): URL {
  const text = String(address);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("The callback address is no absolute http or https address.");
  }
  if (`${url.username}${url.password}` !== "") {
    throw new TypeError("The callback address has a user name or a password. Leave them out.");
  }
  return url;
}
