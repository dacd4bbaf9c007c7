import { UsageError } from "@aisolution/options";

/** Names and addresses of this machine: nobody can listen on the way to them. */
const loopbackHost = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Reads the address of a service (WHATWG URL), and refuses one to which the token and images must not go.
 *
 * @param address scheme and host, and perhaps a path
 * @param allowInsecure whether http is allowed to other machines
 * @returns the parsed address
 * @throws UsageError that never holds the address
 */
export function parseAddress(address: unknown, allowInsecure: boolean): URL {
  // `URL` finds a host in `https:///v1` and in `https:v1`: what is left where a variable was empty.
  const text = String(address).trim();
  const url = /^https?:\/\/[^/\\\s]/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    throw new UsageError(
      "baseUrl must be an absolute URL with a host, such as https://example.com.",
    );
  }
  if (url.protocol === "http:" && !allowInsecure && !loopbackHost.test(url.hostname)) {
    throw new UsageError(
      "baseUrl must be https, or http on this machine. For http elsewhere, set allowInsecure: true.",
    );
  }
  if (url.username || url.password || /[?#]/.test(url.href)) {
    throw new UsageError("baseUrl must have no user name, password, query or fragment.");
  }
  return url;
}
