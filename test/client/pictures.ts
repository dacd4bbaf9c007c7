/** Bytes that look random and are the same each time; the first ones are those of a JPEG. */
export function jpeg(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed;
  const bytes = Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes;
}
