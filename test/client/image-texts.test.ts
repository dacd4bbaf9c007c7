import { createClient } from "@aisolution/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readImageText } from "../../packages/client/src/image/image-text.js";
import { receiveImage } from "../../packages/mock/src/received-image.js";
import { imageTexts } from "../support/image-texts.js";

const textOf = (body: unknown): string => (typeof body === "string" ? body : "");

/** Makes a call that reaches nobody. */
async function send(img: string): Promise<{ readonly error: unknown; readonly sent: string }> {
  let sent = "";
  const client = createClient({
    token: "token",
    fetch: (_url, init) => {
      sent = new URLSearchParams(textOf(init.body)).get("img") ?? "";
      return Promise.resolve(Response.json({ status: "OK", message: {} }));
    },
  });
  const { error } = await client.identityCard.recognizeGermanIdCard({ img });
  return { error, sent };
}

const rows = Object.entries(imageTexts);

describe("a text as an image", () => {
  it.each(rows)("is sent or refused by the client: %s", async (_name, row) => {
    const { error, sent } = await send(row.text);
    if (row.client === "sent") {
      expect(error).toBeUndefined();
      // What is sent is an image for the service too.
      expect(receiveImage(sent)).toHaveProperty("mediaType");
      return;
    }
    expect(sent).toBe("");
    expect(error).toMatchObject({
      name: row.client === "input" ? "InputError" : "ImageError",
      billing: "free",
      attempts: 0,
      ...(row.hint && { message: expect.stringMatching(row.hint) }),
    });
  });

  it.each(rows)("is accepted or refused by the mock: %s", (_name, { text, mock, hint }) => {
    const result = receiveImage(text);
    if (mock === "accepted") expect(result).toHaveProperty("mediaType");
    else {
      expect(result).toMatchObject({
        cause: mock,
        ...(hint && { text: expect.stringMatching(hint) }),
      });
    }
  });

  it.each(rows.filter(([, { client }]) => client !== "sent"))(
    "that the client refuses is refused by the mock: %s",
    (_name, { text }) => {
      expect(receiveImage(text)).toHaveProperty("cause");
    },
  );

  /** Any text of the characters that matter, right or wrong. */
  const text = fc.string({
    unit: fc.constantFrom(
      ...Array.from("AZaz09+/="),
      "+",
      "/",
      "=",
      " ",
      "\n",
      "\r\n",
      "-",
      "_",
      "%2B",
      "é",
    ),
    maxLength: 24,
  });

  function readByClient(given: string): string | undefined {
    try {
      return readImageText(given);
    } catch {
      return undefined;
    }
  }

  it("is base64 where atob says so, but for spaces", () => {
    fc.assert(
      fc.property(text, (given) => {
        const inner = given.trim();
        let expected: string | undefined;
        try {
          expected = inner.includes(" ") ? undefined : atob(inner);
        } catch {
          expected = undefined;
        }
        const read = readByClient(given);
        expect(read === undefined ? undefined : atob(read)).toBe(expected);
        if (read !== undefined) expect(read).toMatch(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/=]{4})?$/);
      }),
      { numRuns: 3000 },
    );
  });

  it("is read alike by the mock, where it is as it has to be on the wire", () => {
    // Behind the first bytes of a JPEG, so that only the form of the text decides.
    fc.assert(
      fc.property(text, (rest) => {
        const given = `/9j/${rest}`;
        const isAccepted = "mediaType" in receiveImage(given);
        const isBase64 = readByClient(given) !== undefined && !/[\r\n\s]/.test(given);
        expect(isAccepted).toBe(isBase64);
      }),
      { numRuns: 3000 },
    );
  });

  it("that lost its plus signs is always refused, and told so", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 200 }), async (rest) => {
        const base64 = Buffer.from([0xff, 0xd8, 0xff, ...rest]).toString("base64");
        const inside = base64.replace(/\++$/, "");
        fc.pre(inside.includes("+"));
        const broken = base64.replaceAll("+", " ");
        const { error, sent } = await send(broken);
        expect(sent).toBe("");
        expect(error).toMatchObject({ message: expect.stringMatching(/send \+ as %2B/) });
        expect(receiveImage(broken)).toMatchObject({ text: expect.stringMatching(/%2B/) });
      }),
    );
  });
});
