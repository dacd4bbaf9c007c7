import { isIP, type LookupFunction } from "node:net";
import { hasUser, readCallbackAddress } from "./callback-url.js";
import { isLoopbackAddress } from "./loopback.js";

/** No real host name is longer; what is said about an address must not grow with it. */
const shownLength = 260;

/**
 * Says why an address must not be called: a mock must be no way to make requests elsewhere. This machine
 * may be called, and the hosts that are allowed.
 *
 * @param allowedHosts host names, or names with a port
 * @returns undefined where it may be called; never with the path or the query
 * @throws TypeError when an entry of `allowedHosts` is no host
 */
export function refusalOf(
  address: string,
  allowedHosts: readonly string[] = [],
): string | undefined {
  const isAllowed = allowedHosts.map(hostTest);
  const problem = problemOf(readCallbackAddress(address), isAllowed);
  if (problem === undefined) return undefined;
  const allowed = [
    "this machine (127.0.0.0/8, [::1], localhost and names under it)",
    ...allowedHosts,
  ].join(", ");
  return `The callback address ${problem}. Allowed are http and https addresses of ${allowed}. --allow-callback-hosts HOST[:PORT],... allows more.`;
}

/** Host and port of an address for people to read; undefined where there is none. */
export function shownHost(address: string): string | undefined {
  const host = readCallbackAddress(address)?.host;
  return host === undefined || host.length <= shownLength ? host : `${host.slice(0, shownLength)}…`;
}

/** Whether a host name stands for this machine (RFC 6761, section 6.3). */
export function isLocalName(hostname: string): boolean {
  return /^(?:[^.]+\.)*localhost\.?$/i.test(hostname);
}

/**
 * Gives the addresses of this machine for every name. No resolver is asked about a `localhost` name, so none
 * can send the request elsewhere.
 */
export const loopbackLookup: LookupFunction = (_hostname, { all }, callback) => {
  const address = "127.0.0.1";
  if (all !== true) callback(null, address, 4);
  else {
    callback(null, [
      { address, family: 4 },
      { address: "::1", family: 6 },
    ]);
  }
};

function problemOf(
  url: URL | undefined,
  isAllowed: readonly ((url: URL) => boolean)[],
): string | undefined {
  if (url === undefined) return "is no absolute http or https address";
  if (hasUser(url)) return "has a user name or a password";
  if (isLoopback(url.hostname) || isAllowed.some((test) => test(url))) return undefined;
  return `has the host ${shownHost(url.href) ?? ""}, which is not allowed`;
}

/** `URL` has brought numbers, escapes and other spellings of an address into one form. */
function isLoopback(hostname: string): boolean {
  const address = hostname.replaceAll(/[[\]]/g, "");
  return isLocalName(hostname) || isLoopbackAddress(address);
}

function hostTest(entry: string): (url: URL) => boolean {
  const text = `http://${isIP(entry) === 6 ? `[${entry}]` : entry}`;
  if (!/^http:\/\/(?:\[[^\]]+\]|[^\s:/?#@\\[\]*]+)(?::\d+)?$/.test(text) || !URL.canParse(text)) {
    throw new TypeError(
      `The allowed host ${JSON.stringify(entry)} is no host name. Write HOST or HOST:PORT, without a scheme, a path or a wildcard.`,
    );
  }
  const name = plainName(new URL(text));
  // From the text, as `URL` drops port 80.
  const port = /:(\d+)$/.exec(text)?.[1];
  return (url) =>
    plainName(url) === name && (port === undefined || Number(port) === Number(portOf(url)));
}

/** A dot at the end changes no name. */
function plainName({ hostname }: URL): string {
  return hostname.replace(/\.$/, "");
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}
