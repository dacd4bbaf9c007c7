import {
  checkOptions,
  positiveInteger,
  signalOption,
  UsageError,
  type OptionRules,
} from "@aisolution/options";
import type { Sharp } from "sharp";
import { imageLimits } from "../generated/image-limits.js";
import { imageFormat } from "../image/image-format.js";
import { ImageInputError } from "../image/image-input-error.js";
import { readImageBytes } from "../image/read-image-bytes.js";
import type { ImageInput } from "../image/read-image.js";
import { waitFor } from "../wait.js";
import { loadSharp } from "./load-sharp.js";

/** Options of `fitImage`. */
export interface FitImageOptions {
  /**
   * Size to aim at, in bytes. A picture is not made worse than quality 60 and 1280 pixels on its longer side
   * for it: the service must still read it. Default: the size up to which the service is quick, 200 KB.
   */
  readonly targetBytes?: number;
  /** Size that is kept in any case, in bytes. Default: the limit of the service, 2 MB. */
  readonly maxBytes?: number;
  /** Greatest size of the picture that is given, in bytes. Default: 64 MiB. */
  readonly maxInputBytes?: number;
  /**
   * Greatest number of pixels of the picture that is given. A small file can hold very many (a
   * "decompression bomb"); each takes 3 or 4 bytes of memory. Default: 100 million.
   */
  readonly maxInputPixels?: number;
  /** Stops the reading of the image, and the work between two steps. */
  readonly signal?: AbortSignal;
}

const fitRules: OptionRules<FitImageOptions> = {
  targetBytes: positiveInteger,
  maxBytes: positiveInteger,
  maxInputBytes: positiveInteger,
  maxInputPixels: positiveInteger,
  signal: signalOption,
};

/** What people send, and what can be made into JPEG. An SVG or a PDF is not: it is a program. */
const readable = [
  ...imageLimits.mediaTypes,
  "image/webp",
  "image/gif",
  "image/tiff",
  "image/avif",
  "image/heic",
];
const accepted: readonly string[] = imageLimits.mediaTypes;

/** Best first. Below the last, the small print of a card suffers. */
const qualities = [85, 75, 60] as const;
const worstQuality = 60;
/** Longer side in pixels, down to which a picture is made smaller to reach the target. */
const legibleSide = 1280;
const smallestSide = 64;

/**
 * Makes a picture fit for the service: a JPEG of about 200 KB that is upright, without metadata (a photo
 * holds the place where it was taken), and never larger than it was. Needs sharp: `npm install sharp`.
 *
 * - A JPEG, PNG or BMP of at most `targetBytes` comes back as it is, byte for byte, with its metadata.
 *   So does one that would only grow.
 * - WebP, GIF, TIFF and AVIF become JPEG: the first picture of several. What is transparent becomes white.
 * - sharp cannot read BMP, so one over `maxBytes` is refused. HEIC needs a sharp that was built with it.
 *
 * Quality goes down first, then size, until the picture fits.
 *
 * @param input a picture of any kind
 * @returns the bytes
 * @throws ImageInputError when the picture cannot be read (`input`), is of another format (`format`), or is too
 *   large (`size`); TypeError for an option that cannot be used; Error when sharp is not installed; the
 *   reason of `signal`
 *
 * @example
 * import { fromFile } from "@aisolution/client/node";
 * const img = await fitImage(fromFile("scan.tiff", { maxBytes: 64 * 1024 * 1024 }));
 * const { data } = await client.identityCard.recognizeGermanIdCard({ img });
 *
 * @see openapi `x-image` of the schema `Image`
 */
export async function fitImage(
  input: ImageInput,
  options: FitImageOptions = {},
): Promise<Uint8Array> {
  checkOptions(fitRules, options);
  const { maxBytes = imageLimits.maxBytes, signal } = options;
  const { targetBytes = Math.min(imageLimits.recommendedBytes, maxBytes) } = options;
  const { maxInputBytes = 64 * 1024 * 1024, maxInputPixels = 100_000_000 } = options;
  if (targetBytes > maxBytes) {
    throw new UsageError("targetBytes must not be greater than maxBytes.");
  }
  signal?.throwIfAborted();

  const limits = { mediaTypes: readable, maxBytes: maxInputBytes };
  const bytes = await waitFor(readImageBytes(input, limits, signal), signal);
  const format = imageFormat(bytes);
  const mayStay = accepted.includes(format ?? "");
  if (mayStay && bytes.length <= targetBytes) return bytes;
  if (format === "image/bmp") return keepBmp(bytes, maxBytes);

  signal?.throwIfAborted();
  const sharp = await loadSharp();
  const name = format ?? "a picture";
  const {
    width,
    height,
    orientation = 1,
  } = await decoded(name, () => sharp(bytes, { limitInputPixels: false }).metadata());
  if (width * height > maxInputPixels) {
    throw new ImageInputError(
      "size",
      `has more than ${String(maxInputPixels)} pixels. Give a smaller picture.`,
    );
  }

  const encode = async (side: number, quality: number): Promise<Uint8Array> => {
    signal?.throwIfAborted();
    // Many cameras write files that draw warnings, and can be read.
    const image = sharp(bytes, { limitInputPixels: maxInputPixels, failOn: "error" });
    return decoded(name, () => toJpeg(image, side, quality));
  };
  const fitted = await shrink(encode, Math.max(width, height), { targetBytes, maxBytes });
  signal?.throwIfAborted();
  // A picture that was squeezed already only grows.
  const onlyGrows = bytes.length <= Math.min(fitted.length, maxBytes);
  return mayStay && onlyGrows && orientation === 1 ? bytes : fitted;
}

type Encode = (side: number, quality: number) => Promise<Uint8Array>;

/** Tries smaller and smaller pictures, and gives the first that fits. */
async function shrink(
  encode: Encode,
  longerSide: number,
  { targetBytes, maxBytes }: { readonly targetBytes: number; readonly maxBytes: number },
): Promise<Uint8Array> {
  for (let side = longerSide; ;) {
    let size = 0;
    for (const quality of qualities) {
      const picture = await encode(side, quality);
      const isLast = side <= legibleSide && quality === worstQuality;
      if (picture.length <= (isLast ? maxBytes : targetBytes)) return picture;
      size = picture.length;
      // The worst quality takes about half of the best. Where that is no help, go on with the size.
      if (size > 2.5 * targetBytes && side > legibleSide) break;
    }
    if (side <= legibleSide) return squeeze(encode, side, maxBytes);
    // The size in bytes goes with the area.
    const factor = Math.min(Math.max(Math.sqrt((1.5 * targetBytes) / size), 0.5), 0.85);
    side = Math.max(legibleSide, Math.round(side * factor));
  }
}

/** The limit counts more than what can be read: better a poor picture than a refused one. */
async function squeeze(encode: Encode, from: number, maxBytes: number): Promise<Uint8Array> {
  for (let side = from; side > smallestSide;) {
    side = Math.max(smallestSide, Math.round(side * 0.7));
    const picture = await encode(side, worstQuality);
    if (picture.length <= maxBytes) return picture;
  }
  throw new ImageInputError(
    "size",
    `cannot be made to fit into ${String(maxBytes)} bytes. Give a greater maxBytes.`,
  );
}

/** Without the call that keeps it, sharp drops all metadata. */
async function toJpeg(image: Sharp, side: number, quality: number): Promise<Uint8Array> {
  return image
    .autoOrient()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality })
    .toBuffer();
}

function keepBmp(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length <= maxBytes) return bytes;
  throw new ImageInputError(
    "size",
    `is a BMP file of more than ${String(maxBytes)} bytes, and sharp cannot read BMP. Make it a JPEG or PNG first.`,
  );
}

/** sharp's own texts are about its libraries; none says what to do. */
async function decoded<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw name === "image/heic"
      ? new ImageInputError(
          "format",
          "is image/heic, which this sharp cannot read. Make it a JPEG first.",
        )
      : new ImageInputError("input", `is ${name} that is broken or cut off.`);
  }
}
