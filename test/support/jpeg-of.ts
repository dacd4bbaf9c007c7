import sharp from "sharp";
import { jpeg } from "../client/pictures.js";

/** Most that one comment of a JPEG can hold. */
const longestComment = 0xffff - 2;

/**
 * A real JPEG of exactly so many bytes, which any program can show. What is left is filled with comments.
 *
 * @param seed another one makes another file
 */
export async function jpegOf(length: number, seed: number): Promise<Buffer> {
  const picture = await sharp({
    create: {
      width: 320,
      height: 200,
      channels: 3,
      background: "#888888",
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  })
    .jpeg({ quality: 90 })
    .toBuffer();
  // Behind the start of the file and its first segment, which has to be the first.
  const start = 4 + picture.readUInt16BE(4);
  const comments: Buffer[] = [];
  let rest = length - picture.length;
  while (rest > 0) {
    // No rest is too short for a comment: it has 4 bytes at least.
    const size = rest <= longestComment + 4 ? rest : Math.min(rest - 4, longestComment + 4);
    const comment = Buffer.from(jpeg(size, seed + rest));
    comment.writeUInt16BE(0xfffe, 0);
    comment.writeUInt16BE(size - 2, 2);
    comments.push(comment);
    rest -= size;
  }
  const whole = Buffer.concat([picture.subarray(0, start), ...comments, picture.subarray(start)]);
  if (whole.length !== length) throw new Error(`${String(length)} bytes are too few.`);
  return whole;
}
