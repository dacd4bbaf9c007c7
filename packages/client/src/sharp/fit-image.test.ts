import { inspect } from "node:util";
import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { imageLimits } from "../generated/image-limits.js";
import { fitImage } from "./fit-image.js";
import { loadSharp } from "./load-sharp.js";

const white = { r: 255, g: 255, b: 255 };

/** A plain picture, with its upper left quarter in red, so that it shows which way it is turned. */
function plain(width: number, height: number): Sharp {
  const red = { r: 255, g: 0, b: 0 };
  const quarter = { width: width / 2, height: height / 2, channels: 3, background: red } as const;
  return sharp({ create: { width, height, channels: 3, background: white } }).composite([
    { input: { create: quarter }, gravity: "northwest" },
  ]);
}

/** A picture of noise, which no format can make small. */
function noise(width: number, height: number): Sharp {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: white,
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });
}

/** A picture like a photo: soft, with some grain. */
function photo(width: number, height: number): Sharp {
  return noise(width / 20, height / 20).resize(width, height, { kernel: "cubic" });
}

/** A BMP of 24 bits without its pixels' meaning: a header and bytes. */
function bmp(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set([0x42, 0x4d]);
  // Size of the second header.
  bytes[14] = 40;
  return bytes;
}

const { maxBytes, recommendedBytes } = imageLimits;

/** The colour of a pixel, roughly. */
async function pixel(bytes: Uint8Array, left: number, top: number): Promise<string> {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [red = 0, green = 0, blue = 0] = data;
  if (red > 200 && green > 200 && blue > 200) return "white";
  return red > 200 && green < 80 && blue < 80 ? "red" : `rgb(${[red, green, blue].join()})`;
}

let largeJpeg: Uint8Array;
let smallJpeg: Uint8Array;

beforeAll(async () => {
  largeJpeg = await photo(3200, 2400).jpeg({ quality: 98 }).toBuffer();
  smallJpeg = await plain(400, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer();
});

describe("fitImage", () => {
  it("makes a large photo fit for a quick answer", async () => {
    expect(largeJpeg.length).toBeGreaterThan(recommendedBytes);
    const fitted = await fitImage(largeJpeg);
    expect(fitted).toBeInstanceOf(Uint8Array);
    expect(fitted.length).toBeLessThanOrEqual(recommendedBytes);
    const { format, width, height } = await sharp(fitted).metadata();
    expect(format).toBe("jpeg");
    expect(width).toBeGreaterThanOrEqual(1280);
    expect(width).toBeLessThanOrEqual(3200);
    expect(width / height).toBeCloseTo(4 / 3, 2);
  });

  it("keeps a picture legible rather than quick, and within the limit", async () => {
    const input = await noise(2400, 1800).png().toBuffer();
    expect(input.length).toBeGreaterThan(maxBytes);
    const fitted = await fitImage(input);
    expect(fitted.length).toBeGreaterThan(recommendedBytes);
    expect(fitted.length).toBeLessThanOrEqual(maxBytes);
    expect((await sharp(fitted).metadata()).width).toBe(1280);
  });

  it("keeps the limit in any case", async () => {
    const input = await noise(1600, 1200).png().toBuffer();
    const fitted = await fitImage(input, { maxBytes: 30_000 });
    expect(fitted.length).toBeLessThanOrEqual(30_000);
    const { width } = await sharp(fitted).metadata();
    expect(width).toBeLessThan(1280);
    await expect(fitImage(input, { maxBytes: 100 })).rejects.toMatchObject({
      name: "ImageInputError",
      problem: "size",
      message: expect.stringMatching(/cannot be made to fit into 100 bytes/),
    });
  });

  it("goes on with the size only where quality is not enough", async () => {
    const input = await photo(1400, 1000).png().toBuffer();
    const best = await sharp(input).jpeg({ quality: 85 }).toBuffer();
    const worst = await sharp(input).jpeg({ quality: 60 }).toBuffer();
    const targetBytes = Math.round((best.length + worst.length) / 2);
    const fitted = await fitImage(input, { targetBytes });
    expect(fitted.length).toBeLessThanOrEqual(targetBytes);
    expect((await sharp(fitted).metadata()).width).toBe(1400);
  });

  it.each([
    ["JPEG", () => Promise.resolve(smallJpeg)],
    ["PNG", () => plain(60, 40).png().toBuffer()],
    ["BMP", () => Promise.resolve(bmp(5000))],
  ])("gives a small %s back as it is", async (_name, make) => {
    const input = await make();
    expect(Buffer.compare(await fitImage(input), input)).toBe(0);
  });

  it("takes every kind of picture", async () => {
    const bytes = await plain(60, 40).webp().toBuffer();
    const base64 = bytes.toString("base64");
    const wanted = await fitImage(bytes);
    for (const input of [
      base64,
      `data:image/webp;base64,${base64}`,
      new Uint8Array(bytes).buffer,
      new Blob([new Uint8Array(bytes)]),
      sharp(bytes).webp({ lossless: true }),
    ]) {
      const fitted = await fitImage(input);
      if (!(input instanceof sharp)) expect(Buffer.compare(fitted, wanted)).toBe(0);
      else expect((await sharp(fitted).metadata()).format).toBe("jpeg");
    }
  });

  it.each([
    ["webp", (image: Sharp) => image.webp()],
    ["gif", (image: Sharp) => image.gif()],
    ["tiff", (image: Sharp) => image.tiff()],
    ["avif", (image: Sharp) => image.avif({ effort: 0 })],
  ])("makes %s into JPEG", async (_name, convert) => {
    const fitted = await fitImage(await convert(plain(60, 40)).toBuffer());
    expect(await sharp(fitted).metadata()).toMatchObject({ format: "jpeg", width: 60, height: 40 });
    expect(await pixel(fitted, 5, 5)).toBe("red");
    expect(await pixel(fitted, 55, 35)).toBe("white");
  });

  it("turns a photo upright, and drops where it was taken", async () => {
    const input = await plain(400, 200)
      .withExif({ IFD0: { Artist: "Erika" }, IFD3: { GPSLatitude: "51/1 0/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    const fitted = await fitImage(input, { targetBytes: input.length - 1 });
    const metadata = await sharp(fitted).metadata();
    expect(metadata).toMatchObject({ width: 200, height: 400 });
    expect(metadata.orientation).toBeUndefined();
    expect(metadata.exif).toBeUndefined();
    // Orientation 6: what was left and above is right and above.
    expect(await pixel(fitted, 190, 10)).toBe("red");
    expect(await pixel(fitted, 10, 10)).toBe("white");
  });

  it("puts what is transparent on white", async () => {
    const input = await sharp({
      create: { width: 60, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .webp()
      .toBuffer();
    expect(await pixel(await fitImage(input), 30, 20)).toBe("white");
  });

  it("gives back an accepted picture that only grows", async () => {
    const input = await noise(1000, 800).jpeg({ quality: 20 }).toBuffer();
    const fitted = await fitImage(input, { targetBytes: 1000 });
    expect(Buffer.compare(fitted, input)).toBe(0);
  });

  it("leaves a BMP within the limit, and refuses a larger one", async () => {
    const input = bmp(recommendedBytes + 1);
    expect(Buffer.compare(await fitImage(input), input)).toBe(0);
    await expect(fitImage(bmp(maxBytes + 1))).rejects.toMatchObject({
      problem: "size",
      message: expect.stringMatching(/sharp cannot read BMP\. Make it a JPEG or PNG/),
    });
  });

  it.each([
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "format", /no known/],
    ["a PDF", Buffer.from("%PDF-1.7 and more"), "format", /is application\/pdf/],
    [
      "a HEIC",
      Buffer.from("000000186674797068656963", "hex"),
      "format",
      /heic, which this sharp cannot read/,
    ],
    ["a broken WebP", Buffer.from("RIFF\0\0\0\0WEBPVP8 "), "input", /webp that is broken/],
    ["a path", "scans/card.tiff", "input", /is a path or an address/],
    ["nothing", new Uint8Array(), "input", /is empty/],
  ])("refuses %s", async (_name, input, problem, text) => {
    await expect(fitImage(input)).rejects.toMatchObject({
      name: "ImageInputError",
      problem,
      message: expect.stringMatching(text),
    });
  });

  it("refuses a JPEG that is cut off, without the words of a library", async () => {
    const error = await fitImage(largeJpeg.subarray(0, largeJpeg.length / 2)).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ problem: "input" });
    expect(inspect(error)).not.toMatch(/vips/i);
  });

  it("refuses many pixels in a small file", async () => {
    const input = await sharp({
      create: { width: 3000, height: 3000, channels: 3, background: white },
    })
      .webp()
      .toBuffer();
    expect(input.length).toBeLessThan(20_000);
    await expect(fitImage(input, { maxInputPixels: 8_999_999 })).rejects.toMatchObject({
      problem: "size",
      message: expect.stringMatching(/more than 8999999 pixels/),
    });
    await expect(fitImage(input, { maxInputPixels: 9_000_000 })).resolves.toBeInstanceOf(
      Uint8Array,
    );
  });

  it("refuses more bytes than it may read", async () => {
    await expect(fitImage(largeJpeg, { maxInputBytes: 1000 })).rejects.toMatchObject({
      problem: "size",
    });
  });

  it("stops at a signal", async () => {
    const reason = new Error("Enough.");
    await expect(fitImage(largeJpeg, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const work = fitImage(largeJpeg, { signal: controller.signal });
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it.each([
    [{ targetBytes: 0 }, /targetBytes must be a positive integer/],
    [{ maxBytes: 1.5 }, /maxBytes must be a positive integer/],
    [{ maxInputPixels: -1 }, /maxInputPixels must be a positive integer/],
    [{ targetBytes: 2000, maxBytes: 1000 }, /targetBytes must not be greater than maxBytes/],
  ])("refuses the options %o", async (options, text) => {
    await expect(fitImage(smallJpeg, options)).rejects.toThrow(text);
  });
});

describe("loadSharp", () => {
  const missing = Object.assign(new Error("Cannot find package 'sharp'"), {
    code: "ERR_MODULE_NOT_FOUND",
  });

  it("says what to run when sharp is not installed", async () => {
    await expect(loadSharp(() => Promise.reject(missing))).rejects.toThrow(
      "fitImage needs sharp, which is not installed. Run: npm install sharp",
    );
  });

  it("passes on sharp's own error", async () => {
    const own = new Error("Could not load the sharp module for this platform.");
    await expect(loadSharp(() => Promise.reject(own))).rejects.toBe(own);
  });
});
