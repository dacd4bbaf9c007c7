import sharp from "sharp";

/** A photo as a telephone makes it: over 2 MB, lying on its side, and with metadata. */
export async function largePhoto(): Promise<Buffer> {
  const [width, height] = [1500, 1125];
  const grain = sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#888888",
      noise: { type: "gaussian", mean: 128, sigma: 20 },
    },
  });
  return grain
    .jpeg({ quality: 97, chromaSubsampling: "4:4:4" })
    .withMetadata({ orientation: 6, exif: { IFD0: { Make: "Example", Model: "Camera 1" } } })
    .toBuffer();
}
