import { catalogue } from "@aisolution/openapi";
import fc from "fast-check";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { chromiumFlags, findChromium } from "../../../scripts/lib/chromium.js";
import {
  magicImage,
  magicImageExtension,
  magicImageKey,
  maxMagicImageBytes,
} from "./magic-image.js";

const { mediaTypes } = catalogue.image;
const keys = [
  ...new Set(
    [...catalogue.operations.flatMap(({ outcomes }) => outcomes), ...catalogue.httpErrors].map(
      ({ key }) => key,
    ),
  ),
];
const table = mediaTypes.flatMap((mediaType) => keys.map((key) => [mediaType, key] as const));
const marker = "aisolution-mock outcome=fail";

/** A segment of JPEG for data of applications. */
function applicationData(data: Uint8Array): Buffer {
  const head = Buffer.of(0xff, 0xe1, 0, 0);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** A magic JPEG with a segment before its own. */
function withSegment(data: Uint8Array): Buffer {
  const image = magicImage("fail", "image/jpeg");
  return Buffer.concat([image.subarray(0, 2), applicationData(data), image.subarray(2)]);
}

/** A BMP of 24 bits without anything behind its pixels, which start with the bytes given. */
function plainBmp(first: Uint8Array): Buffer {
  const image = Buffer.from(magicImage("fail", "image/bmp"));
  const bmp = image.subarray(0, image.length - marker.length);
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.set(first, 54);
  return bmp;
}

describe("magicImage", () => {
  it.each(table)("makes a small %s with the key %s", (mediaType, key) => {
    const image = magicImage(key, mediaType);
    expect(image.constructor).toBe(Uint8Array);
    expect(image.buffer.byteLength).toBe(image.byteLength);
    expect(image.length).toBeLessThan(400);
    expect(magicImageKey(image)).toBe(key);
  });

  it.each(mediaTypes)("keeps every key that it takes, in %s", (mediaType) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,64}$/), (key) => {
        expect(magicImageKey(magicImage(key, mediaType))).toBe(key);
      }),
    );
  });

  it.each(table.filter(([mediaType]) => mediaType !== "image/bmp"))(
    "makes a %s that sharp decodes without a warning: %s",
    async (mediaType, key) => {
      const image = sharp(magicImage(key, mediaType), { failOn: "warning" });
      const { format, width, height } = await image.metadata();
      expect({ format: `image/${format}`, width, height }).toEqual({
        format: mediaType,
        width: 8,
        height: 8,
      });
      const pixels = await image.toColourspace("srgb").removeAlpha().raw().toBuffer();
      expect(new Set(pixels)).toEqual(new Set([128]));
    },
  );

  it.each(keys)("makes a BMP whose header is right: %s", (key) => {
    const image = Buffer.from(magicImage(key, "image/bmp"));
    expect({
      signature: image.toString("latin1", 0, 2),
      fileSize: image.readUInt32LE(2),
      reserved: image.readUInt32LE(6),
      pixelStart: image.readUInt32LE(10),
      headerSize: image.readUInt32LE(14),
      width: image.readInt32LE(18),
      height: image.readInt32LE(22),
      planes: image.readUInt16LE(26),
      bits: image.readUInt16LE(28),
      compression: image.readUInt32LE(30),
      pixelSize: image.readUInt32LE(34),
      palette: image.readUInt32LE(46),
      behind: image.toString("latin1", 54 + 8 * 8 * 3),
    }).toEqual({
      signature: "BM",
      fileSize: image.length,
      reserved: 0,
      pixelStart: 54,
      headerSize: 40,
      width: 8,
      height: 8,
      planes: 1,
      bits: 24,
      compression: 0,
      pixelSize: 8 * 8 * 3,
      palette: 0,
      behind: `aisolution-mock outcome=${key}`,
    });
    expect(new Set(image.subarray(54, 54 + 8 * 8 * 3))).toEqual(new Set([128]));
  });

  it.each(["", "Fail", "not sure", "a_b", "fail\n", "é", "../fail", "a".repeat(65)])(
    "refuses the key %j",
    (key) => {
      const make = () => magicImage(key, "image/png");
      expect(make).toThrow(TypeError);
      expect(make).toThrow(`${JSON.stringify(key)} is no key of an outcome`);
    },
  );

  it.each(["image/webp", "image/jpg", "IMAGE/PNG", "constructor", ""])(
    "refuses the type %j",
    (mediaType) => {
      for (const ask of [
        () => magicImage("fail", mediaType),
        () => magicImageExtension(mediaType),
      ]) {
        expect(ask).toThrow(TypeError);
        expect(ask).toThrow(`${JSON.stringify(mediaType)}. Take ${mediaTypes.join(", ")}.`);
      }
    },
  );
});

const program = findChromium();
if (program === undefined) {
  console.warn("Chromium is missing (set CHROMIUM_PATH): magic images are not shown in it.");
}

describe.skipIf(program === undefined)("magicImage in Chromium", () => {
  it("makes pictures of all types that a page shows", async () => {
    const browser = await chromium.launch({
      executablePath: program ?? "",
      headless: true,
      args: chromiumFlags,
    });
    try {
      const page = await browser.newPage();
      await page.context().setOffline(true);
      const sources = table.map(
        ([mediaType, key]) =>
          `data:${mediaType};base64,${Buffer.from(magicImage(key, mediaType)).toString("base64")}`,
      );
      const shown = await page.evaluate(
        (addresses) =>
          Promise.all(
            addresses.map(async (address) => {
              const image = new Image();
              image.src = address;
              await image.decode();
              const context = new OffscreenCanvas(8, 8).getContext("2d");
              context?.drawImage(image, 0, 0);
              const pixels = [...(context?.getImageData(0, 0, 8, 8).data ?? [])];
              return {
                width: image.naturalWidth,
                height: image.naturalHeight,
                colours: [...new Set(pixels.filter((_, index) => index % 4 < 3))],
              };
            }),
          ),
        sources,
      );
      expect(shown).toEqual(table.map(() => ({ width: 8, height: 8, colours: [128] })));
    } finally {
      await browser.close();
    }
  });
});

describe("magicImageKey", () => {
  /** Bytes of magic images with some changed, or with a piece taken out or put in. */
  const mutated = fc
    .tuple(
      fc.constantFrom(...table),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.nat(),
      fc.nat(8),
      fc.uint8Array({ maxLength: 8 }),
    )
    .map(([[mediaType, key], changes, place, taken, put]) => {
      const bytes = magicImage(key, mediaType);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const cut = place % bytes.length;
      return Uint8Array.from([...bytes.subarray(0, cut), ...put, ...bytes.subarray(cut + taken)]);
    });
  /** Bytes that start like a picture. */
  const started = fc
    .tuple(fc.constantFrom(...table), fc.nat(120), fc.uint8Array({ maxLength: 200 }))
    .map(([[mediaType, key], length, rest]) =>
      Uint8Array.from([...magicImage(key, mediaType).subarray(0, length), ...rest]),
    );

  it("never throws, and gives keys only", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 5000 }), mutated, started), (bytes) => {
        expect(magicImageKey(bytes) ?? "none").toMatch(/^[a-z0-9-]{1,64}$/);
      }),
      { numRuns: 5000 },
    );
  });

  it("finds none in bytes at random", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(magicImageKey(bytes)).toBeUndefined();
      }),
    );
  });

  it("finds none in memory that was given away", () => {
    const image = magicImage("fail", "image/png");
    structuredClone(image.buffer, { transfer: [image.buffer] });
    expect(magicImageKey(image)).toBeUndefined();
  });

  it.each(mediaTypes)("reads a part of a larger memory: %s", (mediaType) => {
    const image = magicImage("fail", mediaType);
    const memory = Buffer.concat([Buffer.alloc(7), image, Buffer.alloc(7)]);
    expect(magicImageKey(memory.subarray(7, 7 + image.length))).toBe("fail");
  });

  it.each(mediaTypes)("finds none in a %s with its end cut off, or with more behind it", (type) => {
    const image = magicImage("fail", type);
    for (const [length] of image.entries()) {
      expect(magicImageKey(image.subarray(0, length))).toBeUndefined();
    }
    expect(magicImageKey(Buffer.concat([image, Buffer.of(0)]))).toBeUndefined();
  });

  it("finds none in a PNG whose check does not fit", () => {
    const image = Buffer.from(magicImage("fail", "image/png"));
    image.write("f0il", image.indexOf("fail"));
    expect(magicImageKey(image)).toBeUndefined();
  });

  it("finds none in a large picture", () => {
    const least = withSegment(new Uint8Array()).length;
    const padding = new Uint8Array(maxMagicImageBytes - least);
    expect(magicImageKey(withSegment(padding))).toBe("fail");
    expect(magicImageKey(withSegment(Buffer.concat([padding, Buffer.of(0)])))).toBeUndefined();
  });

  it.each([
    ["the marker alone", Buffer.from(marker)],
    [
      "a JPEG that has it behind its end",
      Buffer.concat([magicImage("fail", "image/jpeg"), Buffer.from(marker)]),
    ],
    ["a BMP that has it as its first pixels", plainBmp(Buffer.from(marker))],
  ])("does not take it from %s", (_name, bytes) => {
    expect(magicImageKey(bytes)).toBeUndefined();
  });

  it.each(["jpeg", "png"] as const)(
    "does not take it from the description in a %s",
    async (format) => {
      const image = await sharp(magicImage("fail", "image/png"))
        .toFormat(format)
        .withExif({ IFD0: { ImageDescription: marker } })
        .toBuffer();
      expect(image.includes(marker)).toBe(true);
      expect(magicImageKey(image)).toBeUndefined();
    },
  );

  it("finds none in ordinary pictures", async () => {
    const channel = fc.nat(255);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("jpeg" as const, "png" as const),
        fc.record({
          width: fc.integer({ min: 1, max: 64 }),
          height: fc.integer({ min: 1, max: 64 }),
        }),
        fc.record({ r: channel, g: channel, b: channel }),
        async (format, size, background) => {
          const create = { ...size, channels: 3, background } as const;
          const image = await sharp({ create }).toFormat(format).toBuffer();
          expect(image.length).toBeLessThan(maxMagicImageBytes);
          expect(magicImageKey(image)).toBeUndefined();
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 192 }), (pixels) => {
        expect(magicImageKey(plainBmp(pixels))).toBeUndefined();
      }),
    );
  });
});
