/** What the commonest mistakes are told, and what nobody is told. */
import { createClient, type AisolutionClient } from "@aisolution/client";
import { describe, expect, it } from "vitest";
import { jpeg } from "./pictures.js";

const image = jpeg(600);
const secret = "Zyx-Secret-4711";

async function errorOf(
  family: "identityCard" | "face" | "whatsapp",
  operationId: string,
  form: unknown,
  response: () => Response = () => Response.json({ status: "OK", message: null }),
): Promise<unknown> {
  const client: AisolutionClient = createClient({
    token: "token",
    retry: false,
    fetch: () => Promise.resolve(response()),
  });
  const method: unknown = Reflect.get(client[family], operationId);
  if (typeof method !== "function") throw new Error(`The client has no ${operationId}.`);
  const { error }: { error: unknown } = await Reflect.apply(method, undefined, [form]);
  return error;
}

const messageOf = (error: unknown): string => String(Reflect.get(Object(error), "message"));

describe("a mistake in the arguments", () => {
  it.each([
    ["a path", "scans/card.jpg"],
    ["a path from a root", "/home/erika/card.png"],
    ["a path of Windows", "C:\\scans\\card.jpeg"],
    ["a path without an ending", "./scans/card"],
    ["a path from home", "~/scans/card"],
    ["an address", "https://example.com/card.jpg"],
    ["an address of a file", "file:///home/erika/card.jpg"],
    ["an address of a Blob", "blob:https://example.com/0f5e"],
  ])("of an image leads to fromFile: %s", async (_name, img) => {
    const message = messageOf(await errorOf("identityCard", "recognizeGermanIdCard", { img }));
    expect(message).toMatch(/img is a path or an address\. For a file, use fromFile/);
    expect(message).not.toMatch(/erika|scans|example\.com/);
  });

  it.each([
    [
      "identityCard",
      "recognizeGermanIdCard",
      { image },
      /Unknown field "image"\. Did you mean "img"\?/,
    ],
    [
      "identityCard",
      "recognizeGermanIdCard",
      { picture: image },
      /Unknown field "picture"\..*Known fields: img/,
    ],
    ["identityCard", "recognizeGermanIdCard", { Img: image }, /Did you mean "img"\?/],
    ["identityCard", "recognizeGermanIdCard", {}, /img is missing/],
    ["face", "compareFaces", { img1: image, image2: image }, /Did you mean "img2"\?/],
    ["face", "compareFaces", { img1: image }, /img2 is missing/],
    ["face", "deleteFace", { personId: "1" }, /Did you mean "person_id"\?/],
    [
      "whatsapp",
      "getWhatsAppDetail",
      { number: "+1", callBack: "https://example.com" },
      /Did you mean "callback"\?/,
    ],
    ["whatsapp", "getWhatsAppDetail", { phone: "+1" }, /Unknown field "phone"\..*number/],
    [
      "whatsapp",
      "getWhatsAppDetail",
      { number: 447700900123 },
      /number must be a string, not of type Number/,
    ],
    ["whatsapp", "getWhatsAppDetail", { [`+447700900123 ${secret}`]: "" }, /Unknown field\./],
  ] as const)(
    "of a form names the field: %s.%s %#",
    async (family, operationId, form, expected) => {
      const error = await errorOf(family, operationId, form);
      expect(error).toMatchObject({ name: "InputError", billing: "free", attempts: 0 });
      expect(messageOf(error)).toMatch(expected);
      expect(messageOf(error)).not.toMatch(/447700900123|Zyx/);
    },
  );

  it("sends a field that a newer service may have", async () => {
    expect(
      await errorOf("identityCard", "recognizeGermanIdCard", { img: image, language: "de" }),
    ).toBeUndefined();
  });

  it.each([
    ["not set", undefined],
    ["null", null],
    ["empty", ""],
  ])("of the token says what to do: %s", (_name, token) => {
    expect(() => Reflect.apply(createClient, undefined, [{ token }])).toThrow(
      /token is missing\. Give the API's token, such as the value of the environment variable AISOLUTION_TOKEN/,
    );
  });
});

describe("an answer of HTTP 400", () => {
  it("says where its explanation is, and not what it says", async () => {
    const error = await errorOf("identityCard", "recognizeGermanIdCard", { img: image }, () =>
      Response.json({ status: "INVALID", message: `img of ${secret}` }, { status: 400 }),
    );
    expect(messageOf(error)).toMatch(/HTTP 400: .* source\.message of this error says why/);
    expect(messageOf(error)).not.toContain(secret);
    expect(error).toMatchObject({ source: { message: `img of ${secret}` } });
  });
});

describe("a status that the contract does not have", () => {
  it.each([
    ["NEW_STATUS", "NEW_STATUS"],
    ["not yet", "not yet"],
    ["x".repeat(65), undefined],
    [`${secret}\n`, undefined],
    ["", undefined],
    ["Erika Mustermann, 12.08.1983", undefined],
    ["<script>", undefined],
  ])("is shown where it can be one: %j", async (status, shown) => {
    const error = await errorOf("identityCard", "recognizeGermanIdCard", { img: image }, () =>
      Response.json({ status, message: "" }),
    );
    expect(error).toMatchObject({ name: "UnknownOutcomeError", source: { status } });
    expect(Reflect.get(Object(error), "status")).toBe(shown);
  });
});

describe("the headers of an answer", () => {
  const token = `${secret}+&`;
  const address = `https://example.com/v1/de_ocr/general?token=${encodeURIComponent(token)}`;

  it.each([
    ["Location", address],
    ["Content-Location", address],
    ["Link", `<${address}>; rel="canonical"`],
    ["Refresh", `5; url=${address}`],
    ["X-Request-Url", address],
    ["X-Debug", `Authorization: ${token}`],
  ])("never have the token in them: %s", async (name, value) => {
    for (const status of [200, 302, 400, 500]) {
      for (const tokenIn of ["query", "header"] as const) {
        const client = createClient({
          token,
          tokenIn,
          retry: false,
          fetch: () =>
            Promise.resolve(
              Response.json(
                { status: "OK", message: null },
                { status, headers: { [name]: value, "X-Request-Id": "7" } },
              ),
            ),
        });
        const { response } = await client.face.deleteFace({ person_id: "1" });
        expect(response?.status).toBe(status);
        expect(response?.headers.get("x-request-id")).toBe("7");
        expect(response?.headers.get("content-type")).toBe("application/json");
        expect([...(response?.headers ?? [])].flat().join()).not.toContain(secret);
        const plain = await client.http.POST("/v1/delface", { body: { person_id: "1" } });
        expect([...plain.response.headers].flat().join()).not.toContain(secret);
      }
    }
  });

  it("keep what a short token also stands in", async () => {
    const client = createClient({
      token: "test",
      fetch: () =>
        Promise.resolve(
          Response.json({ status: "OK", message: null }, { headers: { "X-Stage": "test" } }),
        ),
    });
    const { response } = await client.face.deleteFace({ person_id: "1" });
    expect(response?.headers.get("x-stage")).toBe("test");
  });
});

describe("retry: false", () => {
  it("sends once after a 401 too, and the next call asks for a new token", async () => {
    const tokens: string[] = [];
    let asked = 0;
    const client = createClient({
      token: () => `token-${String((asked += 1))}`,
      retry: false,
      fetch: (url) => {
        tokens.push(new URL(url).searchParams.get("token") ?? "");
        return Promise.resolve(new Response("{}", { status: 401 }));
      },
    });
    const { error } = await client.face.deleteFace({ person_id: "1" });
    expect(error).toMatchObject({ name: "AuthenticationError", attempts: 1 });
    expect(tokens).toEqual(["token-1"]);
    await client.face.deleteFace({ person_id: "1" });
    expect(tokens).toEqual(["token-1", "token-2"]);
  });
});
