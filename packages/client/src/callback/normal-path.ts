/**
 * The one spelling of a path, so that paths can be compared. A slash at the end counts for nothing, as the API's own
 * sample adds one; nor do slashes in a row, which many proxies make one of. Percent-encoding of ASCII counts for
 * nothing either, but for a slash, which would make other parts, and a percent sign. (RFC 3986, sections 6.2.2 and
 * 6.2.3, and a little more: nobody can reach another path by it who does not know the right one.)
 *
 * @param pathname as the parser of `URL` gives it: without dot segments and backslashes
 */
export function normalPath(pathname: string): string {
  const decoded = pathname.replaceAll(/%([0-9A-F]{2})/gi, (escape, digits: string) => {
    const code = parseInt(digits, 16);
    const isSign = code > 0x20 && code < 0x7f && !reserved.has(code);
    return isSign ? String.fromCharCode(code) : escape.toUpperCase();
  });
  return decoded.replaceAll(/\/+/g, "/").replace(/(?<=.)\/$/, "");
}

const reserved: ReadonlySet<number> = new Set(Array.from("/%", (sign) => sign.charCodeAt(0)));
