import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "./create-client.js";
import { ResponseFormatError } from "./response-format-error.js";

interface Received {
  readonly method: string | undefined;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let baseUrl = "";
let received: Received[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({
        method: request.method,
        url: new URL(request.url ?? "/", "http://server"),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ status: "OK", message: null }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address === "object" && address !== null) {
    baseUrl = `http://127.0.0.1:${String(address.port)}`;
  }
});

afterAll(() => {
  server.close();
});

beforeEach(() => {
  received = [];
});

describe("createClient", () => {
  it("sends a form with its length, and the token in the query", async () => {
    const client = createClient({ token: "secret&token=+", baseUrl });
    const { data } = await client.recognizeGermanIdCard({ img: "/9j/++8=" });
    expect(data).toEqual({ status: "OK", message: null });
    const [request] = received;
    expect(request?.method).toBe("POST");
    expect(request?.url.pathname).toBe("/v1/de_ocr/general");
    expect(request?.url.searchParams.getAll("token")).toEqual(["secret&token=+"]);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(request?.headers["content-length"]).toBe("22");
    expect(request?.headers["transfer-encoding"]).toBeUndefined();
    expect(request?.body).toBe("img=%2F9j%2F%2B%2B8%3D");
  });

  it("sends the token in the header, and not in the query", async () => {
    const client = createClient({ token: "secret", tokenIn: "header", baseUrl });
    await client.deleteFace({ person_id: "a b" });
    const [request] = received;
    expect(request?.headers.authorization).toBe("secret");
    expect(request?.url.search).toBe("");
    expect(request?.body).toBe("person_id=a+b");
  });

  it("sets up the plain client in the same way", async () => {
    const { http } = createClient({ token: "secret", baseUrl });
    await http.POST("/v1/gliswadetail", { body: { number: "+1", servstatus: "y" } });
    const [request] = received;
    expect(request?.url.searchParams.get("token")).toBe("secret");
    expect(request?.body).toBe("number=%2B1&servstatus=y");
  });

  it("uses the given fetch", async () => {
    const urls: string[] = [];
    const client = createClient({
      token: "secret",
      fetch: (request) => {
        urls.push(request.url);
        return Promise.resolve(Response.json({ status: "OK", message: null }));
      },
    });
    await client.deleteFace({ person_id: "1" });
    expect(urls).toEqual(["https://api.aisolution.credit/v1/delface?token=secret"]);
    expect(received).toEqual([]);
  });

  it("ends a call by its signal", async () => {
    const client = createClient({ token: "secret", baseUrl });
    const call = client.deleteFace({ person_id: "1" }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([
    ["no options", undefined, /has no options/],
    ["no token", {}, /The token is missing/],
    ["an empty token", { token: "" }, /The token is missing or empty/],
    ["a blank token", { token: " " }, /The token is missing or empty/],
    ["a token of another type", { token: 7 }, /The token is missing/],
    ["a token with a line break", { token: "SECRET\n" }, /has a space, a line break/],
    ["a token that no header can hold", { token: "SECRET€" }, /Look for a copying error/],
    ["half a character", { token: "SECRET\uD800" }, /Look for a copying error/],
    ["an unknown place", { token: "SECRET", tokenIn: "cookie" }, /is none of query, header/],
    [
      "a host without a scheme",
      { token: "SECRET", baseUrl: "127.0.0.1:1" },
      /baseUrl is no absolute/,
    ],
    ["an empty address", { token: "SECRET", baseUrl: "" }, /baseUrl is no absolute/],
    ["an address with a query", { token: "SECRET", baseUrl: "http://h/?x=1" }, /without a query/],
    ["a file address", { token: "SECRET", baseUrl: "file:///tmp" }, /http or https/],
    ["a password in the address", { token: "SECRET", baseUrl: "http://u:p@h" }, /baseUrl/],
  ])("refuses %s, without a word of the token", (_name, options, message) => {
    const create = () => Reflect.apply(createClient, undefined, [options]);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
    expect(create).not.toThrow(/SECRET/);
  });

  it.each([
    ["nothing", undefined],
    ["a list", []],
    ["a FormData", new FormData()],
  ])("sends no form for %s", async (_name, form) => {
    const client = createClient({ token: "secret", baseUrl });
    const call: unknown = Reflect.get(client, "deleteFace");
    if (typeof call !== "function") throw new Error("The client has no deleteFace.");
    await expect(Reflect.apply(call, client, [form])).rejects.toThrow(/^The form is/);
    expect(received).toEqual([]);
  });
});

describe("a picture", () => {
  it("can be bytes", async () => {
    const client = createClient({ token: "secret", baseUrl });
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    await client.compareFaces({ img1: picture, img2: new Blob([picture]) });
    expect(received.map(({ body }) => body)).toEqual([
      "img1=%2F9j%2F4A%3D%3D&img2=%2F9j%2F4A%3D%3D",
    ]);
  });

  it.each([
    [
      "another format",
      Buffer.from("GIF89a..."),
      "format",
      /^img2 is a GIF file\. Send one of image\/jpeg/,
    ],
    ["too many bytes", Buffer.alloc(3_000_000, 0xff), "size", /^img2 has more than 2097152 bytes/],
    ["a path", "scan.jpg", "input", /^img2 is neither base64 nor a data: URL/],
    ["nothing", undefined, "input", /^img2 is undefined/],
  ])("is not sent with %s", async (_name, img2, problem, message) => {
    const client = createClient({ token: "secret", baseUrl });
    const call: unknown = Reflect.get(client, "compareFaces");
    if (typeof call !== "function") throw new Error("The client has no compareFaces.");
    await expect(Reflect.apply(call, client, [{ img1: "/9j/4A==", img2 }])).rejects.toMatchObject({
      name: "ImageInputError",
      field: "img2",
      problem,
      message: expect.stringMatching(message),
    });
    expect(received).toEqual([]);
  });
});

describe("an answer that is no envelope", () => {
  const bodies: [string, string, string][] = [
    ["empty", "", "text/plain"],
    ["HTML", "<h1>Bad gateway</h1>", "text/html"],
    ["half of it", '{"status":"OK","mess', "application/json"],
    ["null", "null", "application/json"],
    ["a list", "[]", "application/json"],
    ["without a message", '{"status":"OK"}', "application/json"],
    ["with a number as status", '{"status":1,"message":null}', "application/json"],
  ];

  it.each(
    bodies.flatMap(([name, body, type]) =>
      [200, 401, 502].map((status) => [name, status, body, type] as const),
    ),
  )("is refused by name: %s, HTTP %i", async (_name, status, body, type) => {
    const client = createClient({
      token: "SECRET",
      fetch: () =>
        Promise.resolve(new Response(body, { status, headers: { "Content-Type": type } })),
    });
    const error: unknown = await client
      .deleteFace({ person_id: "1" })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      name: "ResponseFormatError",
      httpStatus: status,
      message: expect.stringContaining(`HTTP ${String(status)}, ${type}`),
    });
    expect(String(error)).not.toMatch(/SECRET|Bad gateway/);
  });

  it("is never made of an error in an envelope", async () => {
    const body = { status: "UNAUTHORIZED", message: "no" };
    const client = createClient({
      token: "secret",
      fetch: () => Promise.resolve(Response.json(body, { status: 401 })),
    });
    const { data, error, response } = await client.deleteFace({ person_id: "1" });
    expect(data).toBeUndefined();
    expect(error).toEqual(body);
    expect(response.status).toBe(401);
  });
});
