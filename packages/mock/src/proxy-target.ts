import { isLoopbackAddress } from "./loopback.js";

/**
 * Reads the address of a target. Requests hold a token and pictures of documents: nobody may listen on
 * the way to another machine.
 *
 * @throws TypeError that does not hold the address, since a query or a password may stand in it
 */
export function readTarget(address: string, allowInsecure: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const safe =
    url?.protocol === "https:" ||
    (url?.protocol === "http:" && (allowInsecure || isLoopback(url.hostname)));
  if (url === undefined || !safe) {
    throw new TypeError(
      "target is no https address and no http address of this machine (localhost, 127.0.0.1, [::1]). For http to another machine, set allowInsecure.",
    );
  }
  if (url.username !== "" || url.password !== "" || /[?#]/.test(address)) {
    throw new TypeError(
      "target has a user, a query or a fragment. Give scheme, host and path only.",
    );
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  return address === "localhost" || isLoopbackAddress(address);
}
