import { crc32, deflateSync } from "node:zlib";
import { catalogue } from "@aisolution/openapi";

/** A picture with more bytes is never a magic one, so real pictures cost nothing to look at. */
export const maxMagicImageBytes = 4096;

interface Format {
  readonly extension: string;
  /** Makes the picture with a text in it that no viewer shows. */
  readonly write: (text: Buffer) => Buffer;
  /** The texts that stand where `write` puts one; none when the bytes are broken or another format. */
  readonly read: (bytes: Buffer) => readonly string[];
}

const formats: ReadonlyMap<string, Format> = new Map([
  ["image/jpeg", { extension: "jpg", write: writeJpeg, read: readJpeg }],
  ["image/png", { extension: "png", write: writePng, read: readPng }],
  ["image/bmp", { extension: "bmp", write: writeBmp, read: readBmp }],
]);

/** Width and height: one block of JPEG, and rows of BMP without padding. */
const side = 8;
/** What JPEG makes of a block without coefficients; the other formats show the same. */
const grey = 128;

/**
 * Makes a tiny picture that asks the mock for one outcome: a plain grey square, with the key inside.
 *
 * @param key of an outcome or of an HTTP error
 * @param mediaType one that the contract accepts
 * @throws TypeError when the key has another form, or the service takes no such pictures
 */
export function magicImage(key: string, mediaType: string): Uint8Array {
  const { write } = findFormat(mediaType);
  if (!/^[a-z0-9-]{1,64}$/.test(key)) {
    throw new TypeError(
      `${JSON.stringify(key)} is no key of an outcome: a key is 1 to 64 of a-z, 0-9 and "-".`,
    );
  }
  // A copy: a small Buffer would show the memory of others by its `buffer`.
  return new Uint8Array(write(Buffer.from(`aisolution-mock outcome=${key}`, "latin1")));
}

/** What the name of such a file ends in, without the dot. Throws as `magicImage` does. */
export function magicImageExtension(mediaType: string): string {
  return findFormat(mediaType).extension;
}

/**
 * Finds the key in a picture made by `magicImage`. It need not be one of the contract.
 *
 * @returns undefined for every other picture, and for bytes that are none
 */
export function magicImageKey(bytes: Uint8Array): string | undefined {
  if (bytes.length > maxMagicImageBytes) return undefined;
  const copy = Buffer.from(bytes);
  return [...formats.values()]
    .flatMap(({ read }) => read(copy))
    .map((text) => /^aisolution-mock outcome=([a-z0-9-]{1,64})$/.exec(text)?.[1])
    .find((key) => key !== undefined);
}

function findFormat(mediaType: string): Format {
  const { mediaTypes } = catalogue.image;
  const format = mediaTypes.includes(mediaType) ? formats.get(mediaType) : undefined;
  if (format === undefined) {
    throw new TypeError(
      `There are no magic images of the type ${JSON.stringify(mediaType)}. Take ${mediaTypes.join(", ")}.`,
    );
  }
  return format;
}

const jpegStart = Buffer.of(0xff, 0xd8);
const jpegEnd = Buffer.of(0xff, 0xd9);
const jpegComment = 0xfe;
const jpegScan = 0xda;

function writeJpeg(text: Buffer): Buffer {
  // One code of one bit, for the value 0: "same as before" for DC, "nothing more" for AC.
  const codes = [1, ...zeros(15), 0];
  return Buffer.concat([
    jpegStart,
    // JFIF 1.1, no unit, 1:1, no thumbnail. Must come first.
    jpegSegment(0xe0, [...Buffer.from("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    jpegSegment(jpegComment, text),
    // Quantisation table 0: all ones, since there is nothing to divide.
    jpegSegment(0xdb, [0, ...zeros(64).map(() => 1)]),
    // Baseline, 8 bits, one component: number 1, not subsampled, table 0.
    jpegSegment(0xc0, [8, 0, side, 0, side, 1, 1, 0x11, 0]),
    jpegSegment(0xc4, [0x00, ...codes]),
    jpegSegment(0xc4, [0x10, ...codes]),
    // Component 1 by both tables 0, all coefficients.
    jpegSegment(jpegScan, [1, 1, 0, 0, 63, 0]),
    // One block: a bit for DC and one for AC, then ones to the end of the byte.
    Buffer.of(0b00111111),
    jpegEnd,
  ]);
}

function jpegSegment(marker: number, data: Iterable<number>): Buffer {
  const content = Buffer.from([...data]);
  const head = Buffer.of(0xff, marker, 0, 0);
  // The length counts itself.
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function readJpeg(bytes: Buffer): readonly string[] {
  if (!bytes.subarray(0, 2).equals(jpegStart) || !bytes.subarray(-2).equals(jpegEnd)) return [];
  const texts: string[] = [];
  let offset = 2;
  while (offset + 4 <= bytes.length && bytes[offset] === 0xff) {
    const marker = bytes[offset + 1];
    const end = offset + 2 + bytes.readUInt16BE(offset + 2);
    if (end < offset + 4 || end > bytes.length) return [];
    // Behind the scan's header comes the picture itself, which is no segment.
    if (marker === jpegScan) return texts;
    if (marker === jpegComment) texts.push(bytes.toString("latin1", offset + 4, end));
    offset = end;
  }
  return [];
}

const pngStart = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const pngKeyword = "Comment\0";

function writePng(text: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Bits of a sample. The rest stays 0: grey, deflate, all filters, not interlaced.
  header.writeUInt8(8, 8);
  // Filter 0 stands before each row.
  const row = [0, ...zeros(side).map(() => grey)];
  return Buffer.concat([
    pngStart,
    pngChunk("IHDR", header),
    pngChunk("tEXt", Buffer.concat([Buffer.from(pngKeyword), text])),
    pngChunk("IDAT", deflateSync(Buffer.from(zeros(side).flatMap(() => row)))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, check]);
}

function readPng(bytes: Buffer): readonly string[] {
  if (!bytes.subarray(0, pngStart.length).equals(pngStart)) return [];
  const texts: string[] = [];
  let offset = pngStart.length;
  // A chunk is its length, type, data and check.
  while (offset + 12 <= bytes.length) {
    const end = offset + 8 + bytes.readUInt32BE(offset);
    if (end + 4 > bytes.length) return [];
    if (crc32(bytes.subarray(offset + 4, end)) !== bytes.readUInt32BE(end)) return [];
    const type = bytes.toString("latin1", offset + 4, offset + 8);
    const data = bytes.toString("latin1", offset + 8, end);
    if (type === "tEXt" && data.startsWith(pngKeyword)) texts.push(data.slice(pngKeyword.length));
    offset = end + 4;
    if (type === "IEND") return offset === bytes.length ? texts : [];
  }
  return [];
}

/** Sizes of the two headers: the file's, and the picture's in the form that every program reads. */
const bmpHeaders = { file: 14, picture: 40 } as const;

function writeBmp(text: Buffer): Buffer {
  const pixels = Buffer.alloc(side * side * 3, grey);
  const start = bmpHeaders.file + bmpHeaders.picture;
  const header = Buffer.alloc(start);
  header.write("BM", "latin1");
  header.writeUInt32LE(start + pixels.length + text.length, 2);
  header.writeUInt32LE(start, 10);
  header.writeUInt32LE(bmpHeaders.picture, 14);
  header.writeInt32LE(side, 18);
  header.writeInt32LE(side, 22);
  // Planes, bits of a pixel. The rest stays 0: not compressed, no resolution, no palette.
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(pixels.length, 34);
  return Buffer.concat([header, pixels, text]);
}

function readBmp(bytes: Buffer): readonly string[] {
  const least = bmpHeaders.file + bmpHeaders.picture;
  if (bytes.length < least || bytes.toString("latin1", 0, 2) !== "BM") return [];
  const start = bytes.readUInt32LE(10);
  const compressed = bytes.readUInt32LE(30) !== 0;
  if (bytes.readUInt32LE(2) !== bytes.length || start < least || compressed) return [];
  // Rows are filled up to 4 bytes.
  const row = Math.ceil((bytes.readInt32LE(18) * bytes.readUInt16LE(28)) / 32) * 4;
  // The height is below 0 where the rows run from top to bottom.
  const size = row * Math.abs(bytes.readInt32LE(22));
  return size > 0 ? [bytes.toString("latin1", Math.min(start + size, bytes.length))] : [];
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
