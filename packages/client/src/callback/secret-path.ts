import { sha256 } from "./digest.js";

/** Less can be found by trying. 16 hexadecimal digits are 64 bits. */
const minimumLength = 16;

/**
 * Makes a test for a path that is a secret. Both paths are hashed and the hashes compared as a whole, so that
 * the time tells nothing of how many characters were right.
 *
 * @throws TypeError when the path cannot be used; never with the path
 */
export function secretPathTest(secretPath: string): (path: string) => Promise<boolean> {
  if (typeof secretPath !== "string" || !/^\/[^?#]*$/.test(secretPath)) {
    throw new TypeError(
      "secretPath is no path. Give one that starts with a slash, without a query.",
    );
  }
  if (!secretPath.split("/").some((part) => part.length >= minimumLength)) {
    throw new TypeError(
      `secretPath is easy to guess. Give one part of it at least ${String(minimumLength)} random characters.`,
    );
  }
  // As a request would have it: what is not ASCII is escaped.
  const { pathname } = new URL(`http://localhost${secretPath}`);
  let expected: Promise<Uint8Array> | undefined;
  return async (path) => {
    expected ??= sha256(pathname);
    const [wanted, found] = await Promise.all([expected, sha256(path)]);
    return (
      found.reduce((difference, byte, index) => difference | (byte ^ (wanted[index] ?? 0)), 0) === 0
    );
  };
}
