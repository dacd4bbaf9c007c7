import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readImageBytes } from "../image/read-image-bytes.js";
import { fromStream, type ByteStream } from "./from-stream.js";

const limits = { mediaTypes: ["image/jpeg"], maxBytes: 1000 };
const picture = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 2, 3]);
const halves = [Buffer.from(picture.subarray(0, 5)), Buffer.from(picture.subarray(5))];

/** A web stream that notes whether it was cancelled. */
function webStream(chunks: readonly Uint8Array[]) {
  const state = { cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { state, stream };
}

function fetchBody(): ByteStream {
  const { body } = new Response(picture);
  if (body === null) throw new Error("The response has no body.");
  return body;
}

describe("fromStream", () => {
  it.each([
    ["a Node stream", () => Readable.from(halves, { objectMode: false })],
    ["a Node stream in object mode", () => Readable.from(halves)],
    ["the body of a response", fetchBody],
    ["a generator of bytes", () => Readable.from(halves).map((chunk: Buffer) => chunk)],
  ])("reads %s", async (_name, source) => {
    expect(await readImageBytes(fromStream(source()), limits)).toEqual(picture);
  });

  it("refuses to be read twice", async () => {
    const input = fromStream(Readable.from(halves));
    await readImageBytes(input, limits);
    await expect(readImageBytes(input, limits)).rejects.toMatchObject({
      problem: "input",
      message: expect.stringMatching(/read already/),
    });
  });

  it.each([
    ["texts", () => new PassThrough({ encoding: "utf8" }), /stream of strings/],
    ["numbers", () => new PassThrough({ objectMode: true }), /must be a stream of bytes/],
  ])("refuses a stream of %s, and destroys it", async (name, source, text) => {
    const stream = source();
    stream.write(name === "texts" ? "abc" : 7);
    await expect(readImageBytes(fromStream(stream), limits)).rejects.toMatchObject({
      name: "ImageInputError",
      problem: "input",
      message: expect.stringMatching(text),
    });
    expect(stream.destroyed).toBe(true);
  });

  it.each([
    ["its own limit", 10, 1000],
    ["the reader's limit", 1000, 10],
  ])("destroys a Node stream beyond %s", async (_name, maxBytes, readerLimit) => {
    const stream = new PassThrough();
    stream.write(new Uint8Array(11));
    await expect(
      readImageBytes(fromStream(stream, { maxBytes }), { ...limits, maxBytes: readerLimit }),
    ).rejects.toMatchObject({ problem: "size" });
    expect(stream.destroyed).toBe(true);
  });

  it("cancels a web stream beyond the limit", async () => {
    const { state, stream } = webStream([new Uint8Array(6), new Uint8Array(6)]);
    await expect(
      readImageBytes(fromStream(stream, { maxBytes: 10 }), limits),
    ).rejects.toMatchObject({ problem: "size" });
    expect(state.cancelled).toBe(true);
  });

  it("passes on an error of the stream", async () => {
    const failure = new Error("The disk is gone.");
    const failing = new Readable({
      read() {
        this.push(picture);
        this.destroy(failure);
      },
    });
    await expect(readImageBytes(fromStream(failing), limits)).rejects.toBe(failure);
    const web = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.error(failure);
      },
    });
    await expect(readImageBytes(fromStream(web), limits)).rejects.toBe(failure);
  });

  it("keeps an error that comes before the stream is read", async () => {
    const failure = new Error("The disk is gone.");
    const stream = new PassThrough();
    const input = fromStream(stream);
    stream.destroy(failure);
    // Not events.once: it would take the error for itself.
    await new Promise((resolve) => stream.on("close", resolve));
    await expect(readImageBytes(input, limits)).rejects.toBe(failure);
  });

  it.each([[0], [-1], [1.5], [Number.NaN]])("refuses a maxBytes of %d", (maxBytes) => {
    expect(() => fromStream(Readable.from(halves), { maxBytes })).toThrow(
      "maxBytes must be a positive integer",
    );
  });

  it.each([[undefined], [null], ["card.jpg"], [{}], [picture]])("refuses %s at once", (value) => {
    // @ts-expect-error a caller without types
    expect(() => fromStream(value)).toThrow(TypeError);
  });
});
