import { seededRandom } from "@aisolution/client";

/** The sizes that are measured: a thumbnail, what the service recommends, and a photograph. */
export const imageSizes = [
  { name: "2 KB", bytes: 2_000 },
  { name: "200 KB", bytes: 200_000 },
  { name: "2 MB", bytes: 2_000_000 },
] as const;

/** Bytes that look like a JPEG picture: its signature, and then noise, as in any compressed file. */
export function sampleImage(bytes: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(bytes);
  const image = Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
  image.set([0xff, 0xd8, 0xff, 0xe0]);
  return image;
}
