import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyForm, encodeForm } from "./form.js";
import { imageLimits } from "./generated/image-limits.js";

const picture = (...rest: number[]) => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...rest]);

async function encode(
  form: unknown,
  kinds: Parameters<typeof encodeForm>[1] = {},
): Promise<string> {
  return encodeForm(copyForm(form), kinds, imageLimits, () => undefined);
}

describe("encodeForm", () => {
  it("gives the bytes of URLSearchParams for any text", async () => {
    const text = fc.string({ unit: "binary" });
    const name = fc.stringMatching(/^[a-z_]{1,8}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, text), { maxLength: 4 }), async (entries) => {
        const fields = Object.fromEntries(entries);
        expect(await encode(fields)).toBe(new URLSearchParams(Object.entries(fields)).toString());
      }),
    );
  });

  it("gives the bytes of URLSearchParams for any picture, as bytes and as base64", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (rest) => {
        const img = picture(...rest);
        const base64 = Buffer.from(img).toString("base64");
        const expected = new URLSearchParams({ img: base64 }).toString();
        expect(await encode({ img }, { img: "image" })).toBe(expected);
        expect(await encode({ img: base64 }, { img: "image" })).toBe(expected);
      }),
    );
  });

  it("encodes a picture that is nothing but escapes", async () => {
    const img = picture(...Array<number>(3000).fill(0xff));
    const base64 = Buffer.from(img).toString("base64");
    expect(await encode({ img }, { img: "image" })).toBe(
      new URLSearchParams({ img: base64 }).toString(),
    );
  });

  it("keeps the order of the contract, and mixes kinds of pictures", async () => {
    const kinds = { img1: "image", img2: "image" } as const;
    expect(await encode({ img2: "/9j/4A==", img1: picture() }, kinds)).toBe(
      "img1=%2F9j%2F4A%3D%3D&img2=%2F9j%2F4A%3D%3D",
    );
  });

  it("leaves out what is undefined, and sends what the contract does not know", async () => {
    const kinds = { number: "text", country: "optional" } as const;
    expect(await encode({ number: "1", country: undefined, other: "" }, kinds)).toBe(
      "number=1&other=",
    );
  });

  it("tells the size of each picture", async () => {
    const sizes: [string, number][] = [];
    await encodeForm({ img: picture(1, 2) }, { img: "image" }, imageLimits, (...size) =>
      sizes.push(size),
    );
    expect(sizes).toEqual([["img", 6]]);
  });

  it.each([
    ["no form", undefined, /The form must be a plain object, not of type Undefined/],
    ["a form that is a text", "img=1", /The form must be a plain object, not of type String/],
    ["a list", [], /The form must be a plain object, not of type Array/],
    ["a Map", new Map([["img", "AA=="]]), /must be a plain object/],
    ["URLSearchParams", new URLSearchParams("img=AA"), /must be a plain object/],
    ["a FormData", new FormData(), /must be a plain object/],
    ["a field that is null", { number: null }, /number must be a string, not of type Null/],
    [
      "bytes in place of a text",
      { number: new Uint8Array([1]) },
      /number must be a string, not of type Uint8Array/,
    ],
    ["a missing text", {}, /number is missing/],
    ["an empty text", { number: "" }, /number is empty/],
  ])("refuses %s and says what is accepted", async (_name, form, message) => {
    await expect(encode(form, { number: "text" })).rejects.toThrow(message);
  });

  it("hides what a stream of the caller's throws", async () => {
    const fault = new Error("ENOENT /home/erika/card.jpg");
    const stream = new ReadableStream({
      pull() {
        throw fault;
      },
    });
    const error: unknown = await encode({ img: stream }, { img: "image" }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ message: "img could not be read.", cause: fault });
  });
});
