import { createHash } from "node:crypto";

/** No token of a service is longer; a header can be. */
const plainLength = 128;

/** The key under which something is kept for a token: what is kept must not grow with what a caller sends. */
export function stateKey(text: string): string {
  return text.length <= plainLength ? text : createHash("sha256").update(text).digest("base64url");
}
