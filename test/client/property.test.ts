import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { createClient, type ImageInput } from "@aisolution/client";
import { fromFile, fromStream } from "@aisolution/client/node";
import { catalogue } from "@aisolution/openapi";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeForm } from "../../packages/client/src/form.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** Starts of files, as their formats define them. */
const signatures = {
  "image/jpeg": [0xff, 0xd8, 0xff],
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  // "BM", sizes and offsets, and the size of the second header.
  "image/bmp": [0x42, 0x4d, ...Array<number>(12).fill(0), 40, 0, 0, 0],
} as const;

const { maxBytes, mediaTypes } = catalogue.image;

let folder = "";
let baseUrl = "";
let connections = 0;
/** The body of the last request. */
let received: Buffer = Buffer.alloc(0);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received = Buffer.concat(chunks);
    response.setHeader("Content-Type", "application/json");
    response.end('{"status":"OK","message":{}}');
  });
});
// A connection stays, however long a test takes that sends nothing.
server.keepAliveTimeout = 60_000;
server.on("connection", () => (connections += 1));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "pictures-"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address === "object" && address !== null) {
    baseUrl = `http://127.0.0.1:${String(address.port)}`;
  }
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

/** Cuts bytes into pieces of several sizes, an empty one among them. */
function pieces(bytes: Bytes): readonly Bytes[] {
  const step = Math.max(1, Math.floor(bytes.length / 3));
  return [0, step, step, 2 * step].map((start, index, all) =>
    bytes.subarray(start, all[index + 1] ?? bytes.length),
  );
}

const base64 = (bytes: Bytes): string => Buffer.from(bytes).toString("base64");

// It has nothing to wait for; that it is asynchronous is what is tested.
// eslint-disable-next-line @typescript-eslint/require-await
async function* generate(bytes: Bytes): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes);
}

function webStream(bytes: Bytes): ReadableStream<Uint8Array> {
  const parts = [...pieces(bytes)];
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
}

/** Every kind of picture that the client takes. */
const kinds: Readonly<Record<string, (bytes: Bytes) => ImageInput | Promise<ImageInput>>> = {
  Uint8Array: (bytes) => bytes,
  "a view into a larger buffer": (bytes) => {
    const larger = new Uint8Array(bytes.length + 20).fill(0x58);
    larger.set(bytes, 7);
    return larger.subarray(7, 7 + bytes.length);
  },
  Buffer: (bytes) => Buffer.from(bytes),
  ArrayBuffer: (bytes) => bytes.slice().buffer,
  Blob: (bytes) => new Blob([...pieces(bytes)]),
  File: (bytes) => new File([bytes], "card.txt", { type: "text/plain" }),
  base64,
  "base64 without padding": (bytes) => base64(bytes).replace(/=+$/, ""),
  "base64 with line breaks": (bytes) => base64(bytes).replaceAll(/.{1,76}/g, "$&\r\n"),
  "a data: URL": (bytes) => `data:image/jpeg;base64,${base64(bytes)}`,
  "a web stream": webStream,
  "a Node stream": (bytes) => Readable.from(pieces(bytes).map((part) => Buffer.from(part))),
  "an async generator": generate,
  fromFile: async (bytes) => {
    const file = path.join(folder, "card.jpg");
    await writeFile(file, bytes);
    return fromFile(file);
  },
  "fromStream, Node": (bytes) => fromStream(Readable.from([Buffer.from(bytes)])),
  "fromStream, web": (bytes) => fromStream(webStream(bytes)),
};

const kindNames = Object.keys(kinds);

function make(kind: string, bytes: Bytes): ImageInput | Promise<ImageInput> {
  const maker = kinds[kind];
  if (maker === undefined) throw new Error(`There is no kind ${kind}.`);
  return maker(bytes);
}

/** A picture that begins as one of the accepted formats, and goes on in any way. */
const anyPicture = fc
  .tuple(
    fc.constantFrom(...Object.values(signatures)),
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 5_000, size: "max" }),
      // What base64 writes with "+" and "/" alone, which are escaped.
      fc.nat(300).map((length) => new Uint8Array(length).fill(0xff)),
    ),
  )
  .map(([signature, rest]) => Uint8Array.from([...signature, ...rest]));

/** The largest picture, with one byte too many. */
const tooLarge = Uint8Array.from(
  { length: maxBytes + 1 },
  (_, index) => (index * 7 + (index >> 8)) & 255,
);
tooLarge.set(signatures["image/png"]);

const largest = tooLarge.slice(0, maxBytes);

const largestForm = new URLSearchParams({ img: base64(largest) }).toString();

/** Compares without printing megabytes. */
function expectBytes(actual: Uint8Array | string, expected: string): void {
  const bytes = Buffer.from(actual);
  const wanted = Buffer.from(expected, "latin1");
  expect(bytes.length).toBe(wanted.length);
  expect(Buffer.compare(bytes, wanted)).toBe(0);
}

describe("a picture of any accepted format", () => {
  it("has the formats of the contract", () => {
    expect(Object.keys(signatures)).toEqual(mediaTypes);
  });

  it.each(kindNames)("arrives byte for byte: %s", async (kind) => {
    const client = createClient({ token: "token", baseUrl });
    await fc.assert(
      fc.asyncProperty(anyPicture, async (bytes) => {
        received = Buffer.alloc(0);
        const { error } = await client.identityCard.recognizeGermanIdCard({
          img: await make(kind, bytes),
        });
        expect(error).toBeUndefined();
        const text = base64(bytes);
        expectBytes(received, new URLSearchParams({ img: text }).toString());
        // And the other way round, with nothing of the client in it.
        const img = new URLSearchParams(received.toString("latin1")).get("img") ?? "";
        expect(Buffer.compare(Buffer.from(img, "base64"), bytes)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it("arrives twice in one form, in kinds that differ", async () => {
    const client = createClient({ token: "token", baseUrl });
    const anyKind = fc.constantFrom(...kindNames.filter((kind) => kind !== "fromFile"));
    await fc.assert(
      fc.asyncProperty(anyPicture, anyPicture, anyKind, anyKind, async (one, two, left, right) => {
        const img2 = await make(right, two);
        const { error } = await client.face.compareFaces({ img2, img1: await make(left, one) });
        expect(error).toBeUndefined();
        const expected = new URLSearchParams({ img1: base64(one), img2: base64(two) });
        expectBytes(received, expected.toString());
      }),
      { numRuns: 60 },
    );
  });

  it.each(kindNames)("arrives up to the limit, and not with one byte more: %s", async (kind) => {
    const client = createClient({ token: "token", baseUrl });
    const { error: none } = await client.identityCard.recognizeGermanIdCard({
      img: await make(kind, largest),
    });
    expect(none).toBeUndefined();
    expectBytes(received, largestForm);
    const before = connections;
    const { error } = await client.identityCard.recognizeGermanIdCard({
      img: await make(kind, tooLarge),
    });
    expect(error).toMatchObject({
      name: "ImageError",
      status: "IMAGE_INVALID_SIZE",
      image: "img",
      attempts: 0,
      billing: "free",
    });
    expect(connections).toBe(before);
  });
});

const isPicture = (bytes: Uint8Array): boolean =>
  Object.values(signatures).some((signature) =>
    signature.every((byte, index) => bytes[index] === byte),
  );

/** Bytes that are no picture, some of them almost one. */
const noPicture = fc
  .oneof(
    fc.uint8Array({ maxLength: 2_000 }),
    anyPicture.map((bytes) => bytes.subarray(1)),
    anyPicture.map((bytes) => bytes.subarray(0, 1)),
    fc
      .constantFrom("GIF89a", "RIFF0000WEBP", "%PDF-1.7", "II*\0", "0000ftypavif", "0000ftypheic")
      .chain((start) =>
        fc
          .uint8Array({ maxLength: 200 })
          .map((rest) => Uint8Array.from([...Buffer.from(start), ...rest])),
      ),
  )
  .filter((bytes) => !isPicture(bytes));

describe("any other bytes", () => {
  it.each(kindNames)("are refused before a socket opens: %s", async (kind) => {
    const client = createClient({ token: "token", baseUrl });
    const before = connections;
    await fc.assert(
      fc.asyncProperty(noPicture, async (bytes) => {
        const { data, error } = await client.identityCard.recognizeGermanIdCard({
          img: await make(kind, bytes),
        });
        expect(data).toBeUndefined();
        expect(error).toMatchObject({ attempts: 0, billing: "free", retryable: false });
        // Nothing at all is no picture of another format: it is no picture.
        expect(error?.name).toBe(bytes.length === 0 ? "InputError" : "ImageError");
        if (bytes.length > 0) expect(error?.status).toBe("IMAGE_INVALID_FORMAT");
      }),
      { numRuns: 60 },
    );
    expect(connections).toBe(before);
    expect(client.usage()).toMatchObject({ charge: 0, free: 0, unknown: 0, retries: 0 });
  });

  it("are refused as any text", async () => {
    const client = createClient({ token: "token", baseUrl });
    const before = connections;
    const isBase64Picture = (text: string): boolean => isPicture(Buffer.from(text, "base64"));
    await fc.assert(
      fc.asyncProperty(
        fc
          .oneof(fc.string(), fc.string({ unit: "binary" }), fc.base64String())
          .filter((text) => !isBase64Picture(text)),
        async (img) => {
          const { error } = await client.identityCard.recognizeGermanIdCard({ img });
          expect(error?.name).toMatch(/^(ImageError|InputError)$/);
          expect(error).toMatchObject({ attempts: 0, billing: "free" });
        },
      ),
    );
    expect(connections).toBe(before);
  });

  it("are refused as the second picture, too", async () => {
    const client = createClient({ token: "token", baseUrl });
    const before = connections;
    await fc.assert(
      fc.asyncProperty(anyPicture, noPicture, async (img1, img2) => {
        const { error } = await client.face.compareFaces({ img1, img2 });
        if (img2.length > 0) expect(error).toMatchObject({ name: "ImageError", image: "img2" });
        expect(error?.attempts).toBe(0);
      }),
      { numRuns: 40 },
    );
    expect(connections).toBe(before);
  });
});

describe("the texts of a form", () => {
  it("are the bytes of URLSearchParams, for any text", async () => {
    const text = fc.string({ unit: "binary" });
    const limits = { mediaTypes, maxBytes };
    const fields = { number: "text", country: "optional", callback: "once" } as const;
    await fc.assert(
      fc.asyncProperty(text, text, text, async (number, country, callback) => {
        fc.pre(number !== "");
        const form = { number, country, callback };
        const body = await encodeForm(form, fields, limits, () => undefined);
        expectBytes(body, new URLSearchParams(Object.entries(form)).toString());
      }),
      { numRuns: 500 },
    );
  });

  it("have names that are escaped as they are", async () => {
    const limits = { mediaTypes, maxBytes };
    const text = fc.string({ unit: "binary" });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, text), async (form) => {
        const body = await encodeForm(form, {}, limits, () => undefined);
        expectBytes(body, new URLSearchParams(Object.entries(form)).toString());
      }),
      { numRuns: 200 },
    );
  });

  it("arrive as they are", async () => {
    const client = createClient({ token: "token", baseUrl });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (person) => {
        const { error } = await client.face.deleteFace({ person_id: person });
        expect(error).toBeUndefined();
        expectBytes(received, new URLSearchParams({ person_id: person }).toString());
        expect(new URLSearchParams(received.toString("latin1")).get("person_id")).toBe(person);
      }),
      { numRuns: 60 },
    );
  });
});
