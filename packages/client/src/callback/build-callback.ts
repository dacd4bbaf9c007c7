import { whatsAppDetailCallback, type WhatsAppDetailCallback } from "../generated/callback.js";
import type { CallbackParameter } from "./callback-description.js";
import { repairValue } from "./repair-value.js";

/**
 * Builds the address that the service would ask for, to test a receiver: the parameters in documented order
 * and form encoding (WHATWG URL, section 5.2: a space is `+`, a plus sign `%2B`), after the query that the
 * callback address has already. Half of a surrogate pair is sent as U+FFFD. A fragment is not sent.
 *
 * It builds what a careful sender sends, which the parser never repairs. For a sloppy one, change the address.
 *
 * @param callbackUrl the address of the receiver, http or https, as it would stand in `callback`
 * @throws TypeError when the address cannot be used, or when a value is one that the parser would repair; never
 *   with the address or the value
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
  for (const parameter of whatsAppDetailCallback.parameters) {
    const value = detail[parameter.name];
    if (value === undefined) continue;
    checkValue(parameter, value);
    query.append(parameter.name, value);
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

function checkValue(parameter: CallbackParameter, value: string): void {
  if (repairValue(parameter, value) === undefined) return;
  const plusSign = parameter.phone === undefined ? "" : ", with its plus sign";
  throw new TypeError(
    `${parameter.name} must be the plain value${plusSign}: not percent-encoded, and without white space around it.`,
  );
}

/** `URL` and `Request` would quote the address in their own errors, and its path can be a secret. */
function parseAddress(address: string | URL): URL {
  const text = String(address);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("The callback address is not an absolute http or https URL.");
  }
  if (`${url.username}${url.password}` !== "") {
    throw new TypeError("The callback address has a user name or a password. Leave them out.");
  }
  return url;
}
