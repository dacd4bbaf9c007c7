/**
 * The one spelling of a path, so that paths can be compared; empty for the root. A slash at the end counts for nothing, as the API's own
 * sample adds one; nor do slashes in a row, which many proxies make one of. Percent-encoding of ASCII counts for
 * nothing either, except for a slash, which would make other parts, and a percent sign. That is a little more than
 * RFC 3986 asks for (sections 6.2.2 and 6.2.3), and helps nobody who does not know the path.
 *
 * @param pathname as the parser of `URL` gives it: without dot segments and backslashes
 */
export function normalPath(pathname: string): string {
  const decoded = pathname.replaceAll(/%([0-9A-F]{2})/gi, (escape, digits: string) => {
    const code = parseInt(digits, 16);
    const isSign = code > 0x20 && code < 0x7f && !reserved.has(code);
    return isSign ? String.fromCharCode(code) : escape.toUpperCase();
  });
  const path = decoded.replaceAll(/\/+/g, "/");
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

const reserved: ReadonlySet<number> = new Set(Array.from("/%", (sign) => sign.charCodeAt(0)));
