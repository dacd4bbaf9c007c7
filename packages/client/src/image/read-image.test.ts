import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readImage } from "./read-image.js";

const limits = { mediaTypes: ["image/jpeg", "image/png", "image/bmp"], maxBytes: 1000 };

const jpeg = (rest: Uint8Array = new Uint8Array(9)) =>
  Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...rest]);

const bytes = jpeg();
const base64 = Buffer.from(bytes).toString("base64");

function streamOf(...chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

describe("readImage", () => {
  it.each([
    ["base64", base64],
    ["base64 without padding", base64.replace(/=+$/, "")],
    ["base64 with line breaks", `${base64.slice(0, 8)}\r\n${base64.slice(8)}\n`],
    ["a data: URL", `data:image/jpeg;base64,${base64}`],
    ["a data: URL with a wrong type", `data:text/plain;base64,${base64}`],
    ["bytes", bytes],
    ["a Buffer", Buffer.from(bytes)],
    ["an ArrayBuffer", bytes.buffer],
    ["a Blob", new Blob([bytes])],
    ["a File of another type", new File([bytes], "card.txt", { type: "text/plain" })],
    ["a web stream", streamOf(bytes.subarray(0, 2), bytes.subarray(2))],
    [
      "a Node stream",
      Readable.from([Buffer.from(bytes.subarray(0, 5)), Buffer.from(bytes.subarray(5))]),
    ],
  ])("takes %s", async (_name, input) => {
    const { data, size } = await readImage(input, limits);
    expect(size).toBe(bytes.length);
    expect(typeof data === "string" ? data : Buffer.from(data).toString("base64")).toBe(base64);
  });

  it("gives the same for text and bytes, whatever the picture", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (rest) => {
        const picture = jpeg(rest);
        const text = Buffer.from(picture).toString("base64");
        const size = picture.length;
        expect(await readImage(picture, limits)).toEqual({ data: picture, size });
        expect(await readImage(text, limits)).toEqual({ data: text, size });
        expect(await readImage(streamOf(picture), limits)).toEqual({ data: picture, size });
      }),
    );
  });

  it.each([
    ["an empty text", "", "input", /^The image is empty/],
    ["white space", " \n", "input", /^The image is empty/],
    ["empty bytes", new Uint8Array(), "input", /^The image is empty/],
    ["an empty stream", streamOf(), "input", /^The image is empty/],
    [
      "a path",
      "scans/card.jpg",
      "input",
      /^The image is a path or an address\. For a file, use fromFile.* Give base64, a data: URL, bytes/,
    ],
    ["base64url", "_9j_4AAQ", "input", /^The image is base64url/],
    ["a length that base64 cannot have", "abcde", "input", /^The image is not base64/],
    ["padding in the middle", "/9j/4A==AQSk", "input", /^The image is not base64/],
    ["a data: URL without base64", "data:image/jpeg,abc", "input", /^The image is not base64/],
    ["a data: URL without data", "data:image/jpeg;base64,", "input", /^The image is empty/],
    ["undefined", undefined, "input", /^The image is missing\. Give base64/],
    ["a number", 7, "input", /^The image must not be of type Number/],
    ["a list of numbers", [255, 216, 255], "input", /^The image must not be of type Array/],
    ["an object", { path: "card.jpg" }, "input", /^The image must not be of type Object/],
    [
      "a stream of texts",
      Readable.from(["abc"]),
      "input",
      /^The image must not be a stream of type String/,
    ],
    [
      "a GIF",
      Buffer.from("GIF89a\u0001\0\u0001\0\0\0"),
      "format",
      /^The image is image\/gif\. Send one of image\/jpeg/,
    ],
    [
      "a PDF in base64",
      Buffer.from("%PDF-1.7 and more").toString("base64"),
      "format",
      /^The image is application\/pdf/,
    ],
    [
      "text in base64",
      Buffer.from("hello, world").toString("base64"),
      "format",
      /^The image is in no known format/,
    ],
    [
      "bytes over the limit",
      jpeg(new Uint8Array(997)),
      "size",
      /^The image has more than 1000 bytes/,
    ],
    [
      "base64 over the limit",
      Buffer.from(jpeg(new Uint8Array(997))).toString("base64"),
      "size",
      /^The image has more/,
    ],
    ["a Blob over the limit", new Blob([new Uint8Array(1001)]), "size", /^The image has more/],
  ])("refuses %s", async (_name, input, kind, text) => {
    await expect(readImage(input, limits)).rejects.toMatchObject({
      name: "ImageInputError",
      problem: kind,
      message: expect.stringMatching(text),
    });
  });

  it("takes a picture of exactly the limit", async () => {
    const picture = jpeg(new Uint8Array(996));
    expect((await readImage(picture, limits)).size).toBe(1000);
    expect((await readImage(Buffer.from(picture).toString("base64"), limits)).size).toBe(1000);
  });

  it("stops a stream at the limit, and tells its source", async () => {
    let sent = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(jpeg(new Uint8Array(96)));
      },
      cancel() {
        cancelled = true;
      },
    });
    await expect(readImage(endless, limits)).rejects.toMatchObject({ problem: "size" });
    expect(cancelled).toBe(true);
    expect(sent).toBeLessThan(15);
  });

  it("never shows a part of the picture", async () => {
    const secret = "c2VjcmV0IHBpY3R1cmU!";
    const error: unknown = await readImage(secret, limits).catch((reason: unknown) => reason);
    expect(String(error)).not.toContain(secret.slice(0, 6));
    expect(JSON.stringify(error)).not.toContain(secret.slice(0, 6));
  });
});
