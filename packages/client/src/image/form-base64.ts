const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** For each 12 bits the codes of two characters; 0 where one of them needs an escape. */
const pairs = new Uint16Array(4096);

/**
 * Encodes bytes as base64 (RFC 4648, section 4), and that for a form (WHATWG URL, section 5.2), in one
 * pass: of the alphabet only `+`, `/` and `=` are escaped. No text of the size of the picture is made
 * on the way, which is what costs most in the usual way through `replaceAll`.
 *
 * @param prefix what stands before, as in `img=`; ASCII
 */
export function formBase64(prefix: string, input: Uint8Array): Uint8Array<ArrayBuffer> {
  if (pairs[0] === 0) fillPairs();
  const { length } = input;
  // A white bitmap is nothing but "/": three bytes for each character. Room that stays unused costs little.
  const output = new Uint8Array(prefix.length + Math.ceil(length / 3) * 12);
  const view = new DataView(output.buffer);
  let at = new TextEncoder().encodeInto(prefix, output).written;
  const put = (value: number): void => {
    if (value < 62) output[at++] = alphabet.charCodeAt(value);
    else {
      // "%2B", "%2F", and "%3D" for the padding.
      output[at++] = 37;
      output[at++] = value > 63 ? 51 : 50;
      output[at++] = "BFD".charCodeAt(value - 62);
    }
  };
  for (let index = 0; index < length; index += 3) {
    const first = input[index] ?? 0;
    const second = input[index + 1] ?? 0;
    const third = input[index + 2] ?? 0;
    const left = pairs[(first << 4) | (second >> 4)] ?? 0;
    const right = pairs[((second & 15) << 8) | third] ?? 0;
    if (left && right && index + 2 < length) {
      view.setUint32(at, left | (right << 16), true);
      at += 4;
    } else {
      put(first >> 2);
      put(((first << 4) | (second >> 4)) & 63);
      put(index + 1 < length ? ((second << 2) | (third >> 6)) & 63 : 64);
      put(index + 2 < length ? third & 63 : 64);
    }
  }
  return output.subarray(0, at);
}

function fillPairs(): void {
  for (let index = 0; index < 4096; index += 1) {
    const [high, low] = [index >> 6, index & 63];
    if (high < 62 && low < 62) {
      pairs[index] = alphabet.charCodeAt(high) | (alphabet.charCodeAt(low) << 8);
    }
  }
}
