/** Node's class, where there is one. */
declare const Buffer:
  | {
      from(
        buffer: ArrayBufferLike,
        offset: number,
        length: number,
      ): { toString(encoding: "base64"): string };
    }
  | undefined;

/**
 * Bytes that are encoded at once; a multiple of 3. Texts of the size of a picture cost most of the time, and small
 * ones next to nothing.
 */
const step = 12_288;

/**
 * Encodes bytes as base64 (RFC 4648, section 4), and that for a form (WHATWG URL, section 5.2).
 */
export function formBase64(input: Uint8Array): string {
  let text = "";
  for (let from = 0; from < input.length; from += step) {
    text += escapeBase64(toBase64(input.subarray(from, from + step)));
  }
  return text;
}

/** Of base64 only these need an escape. URLSearchParams looks at each character, which takes longer. */
export function escapeBase64(text: string): string {
  return text.replaceAll("+", "%2B").replaceAll("/", "%2F").replaceAll("=", "%3D");
}

/** `Uint8Array.prototype.toBase64` is in browsers since 2025, and not in Node 20. */
function toBase64(bytes: Uint8Array): string {
  if (hasToBase64(bytes)) return bytes.toBase64();
  return typeof Buffer === "undefined"
    ? toBase64ByText(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

function hasToBase64(bytes: Uint8Array): bytes is Uint8Array & { toBase64(): string } {
  return "toBase64" in bytes;
}

/** The way for runtimes without a native one. */
export function toBase64ByText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
