import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { inspect } from "node:util";
import { catalogue } from "@aisolution/openapi";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "./create-client.js";
import { isAisolutionError } from "./errors/is-aisolution-error.js";

interface Received {
  readonly method: string | undefined;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let baseUrl = "";
let received: Received[] = [];
let answer: unknown;

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
      response.end(JSON.stringify(answer));
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
  answer = { status: "OK", message: null };
});

describe("createClient", () => {
  it("has a method for each operation, in its family", () => {
    const client = createClient({ token: "secret" });
    for (const { operationId, family } of catalogue.operations) {
      const name = family.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
      expect(Reflect.get(Object(Reflect.get(client, name)), operationId)).toBeTypeOf("function");
    }
  });

  it("sends a form with its length, and the token in the query", async () => {
    const client = createClient({ token: "secret&token=+", baseUrl });
    answer = { status: "OK", message: { Surname: "MUSTERMANN" } };
    const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: "/9j/++8=" });
    expect(error).toBeUndefined();
    expect(data).toEqual({ Surname: "MUSTERMANN" });
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
    await client.face.deleteFace({ person_id: "a b" });
    const [request] = received;
    expect(request?.headers.authorization).toBe("secret");
    expect(request?.url.search).toBe("");
    expect(request?.body).toBe("person_id=a+b");
  });

  it("keeps a path of the base URL, with and without a slash at its end", async () => {
    for (const path of ["/proxy", "/proxy/"]) {
      await createClient({ token: "t", baseUrl: baseUrl + path }).face.deleteFace({
        person_id: "1",
      });
    }
    expect(received.map(({ url }) => url.pathname)).toEqual([
      "/proxy/v1/delface",
      "/proxy/v1/delface",
    ]);
  });

  it("answers a documented failure as an error of its class", async () => {
    answer = { status: "PERSON_ID_NOT_EXIST", message: null };
    const client = createClient({ token: "secret", baseUrl });
    const { data, error, response } = await client.face.deleteFace({ person_id: "1" });
    expect(data).toBeUndefined();
    expect(response?.status).toBe(200);
    expect(error).toMatchObject({
      name: "NotFoundError",
      message: "deleteFace: PERSON_ID_NOT_EXIST",
      operationId: "deleteFace",
      status: "PERSON_ID_NOT_EXIST",
      httpStatus: 200,
      billing: "free",
      retryable: false,
      attempts: 1,
      source: answer,
    });
    expect(isAisolutionError(error)).toBe(true);
    expect(isAisolutionError(error, "NotFoundError")).toBe(true);
    expect(isAisolutionError(error, "ImageError")).toBe(false);
  });

  it("returns data and throws errors with throwOnError", async () => {
    const client = createClient({ token: "secret", baseUrl, throwOnError: true });
    expect(await client.face.deleteFace({ person_id: "1" })).toBeNull();
    answer = { status: "FACE_DETECT_FAILED", message: [] };
    await expect(client.face.searchFaces({ img: "/9j/4A==" })).rejects.toMatchObject({
      name: "FaceError",
      status: "FACE_DETECT_FAILED",
    });
  });

  it("sets up the plain client in the same way", async () => {
    for (const tokenIn of ["query", "header"] as const) {
      const { http } = createClient({ token: () => "a+b", tokenIn, baseUrl });
      const { data } = await http.POST("/v1/gliswadetail", {
        body: { number: "+1", servstatus: "y" },
      });
      expect(data).toEqual(answer);
    }
    expect(
      received.map(({ url, headers, body }) => [url.search, headers.authorization, body]),
    ).toEqual([
      ["?token=a%2Bb", undefined, "number=%2B1&servstatus=y"],
      ["", "a+b", "number=%2B1&servstatus=y"],
    ]);
    expect(received[0]?.headers["content-length"]).toBe("24");
  });

  it("takes an address that is written in an odd way, and a query of the plain client", async () => {
    const odd = `${baseUrl.replace("http:", "HTTP:")}/a/../proxy/`;
    const { http, face } = createClient({ token: "t", baseUrl: odd });
    await face.deleteFace({ person_id: "1" });
    await http.POST("/v1/delface", { body: { person_id: "1" } });
    await http.POST("/v1/delface", {
      body: { person_id: "1" },
      querySerializer: () => "__example=fail",
    });
    expect(received.map(({ url }) => url.pathname + url.search)).toEqual([
      "/proxy/v1/delface?token=t",
      "/proxy/v1/delface?token=t",
      "/proxy/v1/delface?__example=fail&token=t",
    ]);
  });

  it("sends the headers of a call of the plain client", async () => {
    for (const tokenIn of ["query", "header"] as const) {
      const { http } = createClient({ token: "t", tokenIn, baseUrl });
      await http.POST("/v1/delface", {
        body: { person_id: "1" },
        headers: { Prefer: "example=fail" },
      });
    }
    const sent = received.map(({ headers }) => [
      headers["prefer"],
      headers["content-type"],
      headers.authorization,
    ]);
    expect(sent).toEqual([
      ["example=fail", "application/x-www-form-urlencoded", undefined],
      ["example=fail", "application/x-www-form-urlencoded", "t"],
    ]);
  });

  it("uses the given fetch", async () => {
    const calls: [string, string | undefined][] = [];
    const client = createClient({
      token: "secret",
      fetch: (url, init) => {
        calls.push([url, init.method]);
        return Promise.resolve(Response.json({ status: "OK", message: null }));
      },
    });
    await client.face.deleteFace({ person_id: "1" });
    expect(calls).toEqual([["https://api.aisolution.credit/v1/delface?token=secret", "POST"]]);
    expect(received).toEqual([]);
  });

  it("hides the address, which has the token, in what it answers", async () => {
    const client = createClient({ token: "SECRET", baseUrl });
    expect(inspect(await client.face.deleteFace({ person_id: "1" }))).not.toContain("SECRET");
  });

  it("counts what was done", async () => {
    const client = createClient({ token: "secret", baseUrl });
    await client.face.compareFaces({ img1: "/9j/4A==", img2: "/9j/4A==" });
    await client.face.deleteFace({ person_id: "1" });
    await client.face.deleteFace({ person_id: "" });
    answer = { status: "SOMETHING_NEW", message: "?" };
    await client.face.deleteFace({ person_id: "1" });
    const usage = client.usage();
    expect(usage).toEqual({
      calls: 4,
      retries: 0,
      charge: 1,
      free: 1,
      unknown: 1,
      operations: {
        compareFaces: { calls: 1, retries: 0, charge: 1, free: 0, unknown: 0 },
        deleteFace: { calls: 3, retries: 0, charge: 0, free: 1, unknown: 1 },
      },
    });
    await client.face.deleteFace({ person_id: "1" });
    expect(usage.calls).toBe(4);
  });

  it.each([
    ["no options", undefined, /^token (is missing|must be)/],
    ["no token", {}, /^token (is missing|must be)/],
    ["an empty token", { token: "" }, /^token (is missing|must be)/],
    ["a blank token", { token: " " }, /^token (is missing|must be)/],
    ["a token of another type", { token: 7 }, /^token (is missing|must be)/],
    [
      "a token with a line break",
      { token: "SECRET\n" },
      /^token must be a string of visible ASCII/,
    ],
    [
      "a token that no header can hold",
      { token: "SECRET€" },
      /^token must be a string of visible ASCII/,
    ],
    ["half a character", { token: "SECRET\uD800" }, /^token must be a string of visible ASCII/],
    [
      "an unknown place",
      { token: "SECRET", tokenIn: "cookie" },
      /tokenIn must be one of: query, header, not a string/,
    ],
    ["a host without a scheme", { token: "SECRET", baseUrl: "127.0.0.1:1" }, /baseUrl must be/],
    ["an empty address", { token: "SECRET", baseUrl: "" }, /baseUrl must be/],
    [
      "an address with a query",
      { token: "SECRET", baseUrl: "https://h/?x=1" },
      /baseUrl must have no user name, password, query/,
    ],
    ["a file address", { token: "SECRET", baseUrl: "file:///tmp" }, /baseUrl must be/],
    ["a password in the address", { token: "SECRET", baseUrl: "https://u:p@h" }, /baseUrl/],
    ["http on another machine", { token: "SECRET", baseUrl: "http://h" }, /set allowInsecure/],
    ["a host that only begins so", { token: "SECRET", baseUrl: "http://localhost.h" }, /baseUrl/],
    [
      "no room for a request",
      { token: "SECRET", concurrency: 0 },
      /concurrency must be a positive integer, or Infinity, not 0/,
    ],
    ["a negative interval", { token: "SECRET", minInterval: -1 }, /minInterval/],
    [
      "a timeout in the past",
      { token: "SECRET", timeout: -1 },
      /timeout must be a number of milliseconds, 0 or more, not -1/,
    ],
    [
      "a limit that is no number",
      { token: "SECRET", retry: { limit: NaN } },
      /retry\.limit must be a number of retries, 0 or more, not NaN/,
    ],
  ])("refuses %s, without a word of the token", (_name, options, message) => {
    const create = () => Reflect.apply(createClient, undefined, [options]);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
    expect(create).not.toThrow(/SECRET/);
  });

  it.each([
    ["https", "https://example.com/path"],
    ["a loopback name", "http://localhost:1"],
    ["a loopback address", "http://127.9.9.9"],
    ["the other one", "http://[::1]:1"],
  ])("takes %s as base URL", (_name, address) => {
    expect(createClient({ token: "t", baseUrl: address }).throwOnError).toBe(false);
  });

  it("takes http on another machine where it is allowed", () => {
    createClient({ token: "t", baseUrl: "http://10.0.0.1", allowInsecure: true });
  });

  it.each([
    ["nothing", undefined],
    ["a list", []],
    ["a FormData", new FormData()],
  ])("sends no form for %s", async (_name, form) => {
    const client = createClient({ token: "secret", baseUrl });
    const { error }: { error: unknown } = await Reflect.apply(client.face.deleteFace, undefined, [
      form,
    ]);
    expect(error).toMatchObject({
      name: "InputError",
      message: expect.stringMatching(/The form must be a plain object/),
      attempts: 0,
      billing: "free",
    });
    expect(received).toEqual([]);
  });

  it("checks the options of a call too", async () => {
    const client = createClient({ token: "secret", baseUrl });
    const { error } = await client.face.deleteFace({ person_id: "1" }, { timeout: -1 });
    expect(error).toMatchObject({ name: "InputError", attempts: 0 });
    expect(received).toEqual([]);
  });
});

describe("a picture", () => {
  it("can be bytes", async () => {
    const client = createClient({ token: "secret", baseUrl });
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    await client.face.compareFaces({ img1: picture, img2: new Blob([picture]) });
    expect(received.map(({ body }) => body)).toEqual([
      "img1=%2F9j%2F4A%3D%3D&img2=%2F9j%2F4A%3D%3D",
    ]);
  });

  it.each([
    [
      "another format",
      Buffer.from("GIF89a..."),
      { name: "ImageError", status: "IMAGE_INVALID_FORMAT" },
      /img2 is image\/gif\. Send one of image\/jpeg/,
    ],
    [
      "too many bytes",
      Buffer.alloc(3_000_000, 0xff),
      { name: "ImageError", status: "IMAGE_INVALID_SIZE" },
      /img2 has more than 2097152 bytes/,
    ],
    [
      "a path",
      "scan.jpg",
      { name: "InputError" },
      /img2 is a path or an address\. For a file, use fromFile/,
    ],
    ["nothing", undefined, { name: "InputError" }, /img2 is missing/],
  ])("is not sent with %s", async (_name, img2, expected, message) => {
    const client = createClient({ token: "secret", baseUrl });
    const { error }: { error: unknown } = await Reflect.apply(client.face.compareFaces, undefined, [
      { img1: "/9j/4A==", img2 },
    ]);
    expect(error).toMatchObject({
      ...expected,
      message: expect.stringMatching(message),
      attempts: 0,
      billing: "free",
    });
    expect(received).toEqual([]);
  });

  it("draws the hook when it is larger than recommended", async () => {
    const events: unknown[] = [];
    const client = createClient({
      token: "t",
      baseUrl,
      onLargeImage: (event) => events.push(event),
    });
    const bytes = 204_801;
    const img = Buffer.alloc(bytes);
    img.set([0xff, 0xd8, 0xff]);
    await client.face.addFace({ img });
    await client.face.addFace({ img: img.subarray(1).fill(0xff, 0, 3).fill(0xd8, 1, 2) });
    expect(events).toEqual([
      { operationId: "addFace", field: "img", bytes, recommendedBytes: 204_800 },
    ]);
  });
});
