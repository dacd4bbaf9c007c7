import { UsageError } from "@aisolution/options";
import { sha256 } from "./digest.js";
import { normalPath } from "./normal-path.js";

/** Less can be found by trying. 16 hexadecimal digits are 64 bits. */
const minimumLength = 16;

/**
 * Makes a test for a path that is a secret, in any of its spellings (see `normalPath`). Both paths are hashed and the
 * hashes compared as a whole, so that the time tells nothing of how many characters were right.
 *
 * @throws TypeError when the path cannot be used; never with the path
 */
export function secretPathTest(secretPath: string): (pathname: string) => Promise<boolean> {
  if (!/^\/[^?#]*$/.test(secretPath)) {
    throw new UsageError(
      "secretPath must be a path: it starts with a slash, and has no query and no fragment.",
    );
  }
  // As a request would have it: dot segments are resolved, and what is not ASCII is escaped.
  const { pathname } = new URL(`http://localhost${secretPath}`);
  const path = normalPath(pathname);
  if (!path.split("/").some((part) => lengthOf(part) >= minimumLength)) {
    const wasLonger = secretPath.split("/").some((part) => part.length >= minimumLength);
    throw new UsageError(
      `secretPath is easy to guess${wasLonger ? ", as its dots, escapes and white space are resolved" : ""}. ` +
        `Give one part of it at least ${String(minimumLength)} random characters.`,
    );
  }
  let expected: Promise<Uint8Array> | undefined;
  return async (found) => {
    expected ??= sha256(path);
    const [wanted, hash] = await Promise.all([expected, sha256(normalPath(found))]);
    return (
      hash.reduce((difference, byte, index) => difference | (byte ^ (wanted[index] ?? 0)), 0) === 0
    );
  };
}

/** In characters: of the bytes of an escaped one, only the first does not begin with the bits 10 (RFC 3629). */
function lengthOf(part: string): number {
  return part.replaceAll(/%[89AB][0-9A-F]/g, "").replaceAll(/%[0-9A-F]{2}/g, "%").length;
}
