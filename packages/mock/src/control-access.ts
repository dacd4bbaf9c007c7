import type { IncomingMessage } from "node:http";
import { headerText } from "./header-text.js";
import { isLoopbackAddress } from "./loopback.js";

/**
 * Whether a request may use the control. No page of another origin may, whichever way it asks (fetch, also with
 * `no-cors`, a form, an image, a link, a WebSocket, a name that it points at this machine), and by default no other
 * machine.
 */
export function mayControl(request: IncomingMessage, remoteControl: boolean): boolean {
  if (isOfPage(request)) return false;
  const address = request.socket.remoteAddress ?? "";
  return remoteControl || (isLoopbackAddress(address) && isLocalHost(request.headers.host ?? ""));
}

/** `none` is what a person typed; `same-origin` comes from no page, as the control serves none. */
const ownSites: readonly string[] = ["none", "same-origin"];

/** Browsers say by themselves where a request comes from: a page cannot leave these headers out, or change them. */
function isOfPage(request: IncomingMessage): boolean {
  const { origin, referer, upgrade, host } = request.headers;
  const site = headerText(request, "sec-fetch-site");
  if (origin !== undefined || upgrade !== undefined) return true;
  if (site !== undefined && !ownSites.includes(site)) return true;
  if (referer === undefined) return false;
  return !URL.canParse(referer) || new URL(referer).host !== host;
}

/** A name that a page's owner points at this machine (DNS rebinding) is another name. */
function isLocalHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}
