import { isDeepStrictEqual } from "node:util";
import { createContestants } from "./contestants.js";
import { sampleImage } from "./sample-image.js";

/**
 * Shows that all contestants send the same: method, address, content type, and body byte for byte.
 *
 * @param url where the server of the benchmark is
 * @throws when one sends something else, or another answer comes
 */
export async function checkContestants(url: string): Promise<void> {
  // Lengths with each kind of padding.
  for (const image of [2000, 2001, 2002].map(sampleImage)) {
    let expected: unknown;
    for (const { name, recognize } of createContestants(`${url}/check`)) {
      const sent = await recognize(image);
      expected ??= sent;
      if (!isDeepStrictEqual(sent, expected)) {
        throw new Error(
          `${name} sends something else: ${JSON.stringify(sent)}, expected ${JSON.stringify(expected)}.`,
        );
      }
    }
  }
}
