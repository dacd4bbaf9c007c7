/**
 * First bytes of the formats that people send, those that the service refuses too: a refusal that names
 * the format is easier to act on.
 */
const formats: readonly (readonly [mediaType: string, signature: RegExp])[] = [
  ["image/jpeg", /^\xFF\xD8\xFF/],
  ["image/png", /^\x89PNG\r\n\x1A\n/],
  // The letters alone begin many texts. The size of the second header, which comes at byte 14, is one of seven.
  ["image/bmp", /^BM.{12}[\x0C\x10\x28\x34\x38\x40\x6C\x7C]\0\0\0/s],
  ["image/gif", /^GIF8/],
  ["image/webp", /^RIFF.{4}WEBP/s],
  ["image/avif", /^.{4}ftypavif/s],
  ["image/heic", /^.{4}ftyp(he[iv]|m[is]f1)/s],
  ["image/tiff", /^(II\*\0|MM\0\*)/],
  ["application/pdf", /^%PDF/],
];

/**
 * Tells the format of a picture by its magic bytes. Only the first 18 are looked at.
 *
 * @param image bytes, or base64
 * @returns its media type, as in `image/heic`; undefined where the format is not known
 */
export function imageFormat(image: Uint8Array | string): string | undefined {
  const start: unknown =
    typeof image === "string"
      ? atob(image.slice(0, 24))
      : // Quicker than the bytes one by one.
        Reflect.apply(String.fromCharCode, undefined, image.subarray(0, 18));
  return formats.find(([, signature]) => signature.test(String(start)))?.[0];
}
