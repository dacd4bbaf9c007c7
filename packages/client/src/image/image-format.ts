/** What a picture is, by its first bytes. */
export interface ImageFormat {
  /** Name for people, as in "HEIC". */
  readonly name: string;
  /** Media type by IANA, as in `image/heic`. */
  readonly mediaType: string;
}

/** How many bytes `imageFormat` looks at. */
export const signatureLength = 12;

type Signature = readonly [offset: number, text: string];

/**
 * First bytes of the formats that people send, those that the service refuses too: a refusal that
 * names the format is easier to act on. Each entry matches when all its signatures do.
 */
const formats: readonly (readonly [name: string, mediaType: string, ...Signature[]])[] = [
  ["JPEG", "image/jpeg", [0, "\u00FF\u00D8\u00FF"]],
  ["PNG", "image/png", [0, "\u0089PNG\r\n\u001A\n"]],
  ["BMP", "image/bmp", [0, "BM"]],
  ["GIF", "image/gif", [0, "GIF8"]],
  ["WebP", "image/webp", [0, "RIFF"], [8, "WEBP"]],
  ["AVIF", "image/avif", [4, "ftypavif"]],
  ["HEIC", "image/heic", [4, "ftyphei"]],
  ["HEIC", "image/heic", [4, "ftyphev"]],
  ["HEIC", "image/heic", [4, "ftypmif1"]],
  ["HEIC", "image/heic", [4, "ftypmsf1"]],
  ["TIFF", "image/tiff", [0, "II*\0"]],
  ["TIFF", "image/tiff", [0, "MM\0*"]],
  ["PDF", "application/pdf", [0, "%PDF"]],
];

/**
 * Tells the format of a picture by its magic bytes.
 *
 * @param bytes the picture, or at least its first 12 bytes
 * @returns undefined where the format is not known
 */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, signatureLength));
  const found = formats.find(([, , ...signatures]) =>
    signatures.every(([offset, text]) => start.startsWith(text, offset)),
  );
  return found === undefined ? undefined : { name: found[0], mediaType: found[1] };
}
