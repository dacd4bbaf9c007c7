import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "./create-client.js";

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
    const client = createClient({ token: "secret & token", baseUrl });
    const { data } = await client.recognizeGermanIdCard({ img: "/9j+AA==" });
    expect(data).toEqual({ status: "OK", message: null });
    const [request] = received;
    expect(request?.method).toBe("POST");
    expect(request?.url.pathname).toBe("/v1/de_ocr/general");
    expect(request?.url.searchParams.getAll("token")).toEqual(["secret & token"]);
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(request?.headers["content-length"]).toBe("20");
    expect(request?.headers["transfer-encoding"]).toBeUndefined();
    expect(request?.body).toBe("img=%2F9j%2BAA%3D%3D");
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

  it.each([[""], [" "]])("refuses the token %j", (token) => {
    expect(() => createClient({ token })).toThrow(/The token is missing or empty/);
  });

  it("refuses a missing token and an unknown place for it", () => {
    expect(() => Reflect.apply(createClient, undefined, [{}])).toThrow(/The token is missing/);
    expect(() =>
      Reflect.apply(createClient, undefined, [{ token: "t", tokenIn: "cookie" }]),
    ).toThrow(/tokenIn is neither of query, header/);
  });
});
