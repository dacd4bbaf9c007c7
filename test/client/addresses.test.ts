import { createServer } from "node:http";
import { createClient, type AisolutionClient } from "@aisolution/client";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const token = "Zyx-Secret-4711";

/** The address to which a client with this base address would send; no request leaves. */
async function targetOf(baseUrl: unknown, options: object = {}): Promise<string> {
  let target = "";
  const client: AisolutionClient = Reflect.apply(createClient, undefined, [
    {
      ...options,
      token,
      baseUrl,
      fetch: (url: string) => {
        target = url;
        return Promise.resolve(Response.json({ status: "OK", message: null }));
      },
    },
  ]);
  await client.face.deleteFace({ person_id: "1" });
  return target.replace(`?token=${token}`, "");
}

function refusal(baseUrl: unknown, options: object = {}): string {
  try {
    Reflect.apply(createClient, undefined, [{ ...options, token, baseUrl }]);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return String(error);
  }
}

describe("baseUrl", () => {
  it.each([
    ["https://example.com", "https://example.com/v1/delface"],
    ["https://example.com/", "https://example.com/v1/delface"],
    ["https://example.com///", "https://example.com/v1/delface"],
    ["https://example.com/proxy/", "https://example.com/proxy/v1/delface"],
    ["HTTPS://EXAMPLE.com/Proxy", "https://example.com/Proxy/v1/delface"],
    [" https://example.com\n", "https://example.com/v1/delface"],
    ["https://example.com:443", "https://example.com/v1/delface"],
    ["https://example.com/a/../proxy", "https://example.com/proxy/v1/delface"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010/v1/delface"],
    ["http://localhost", "http://localhost/v1/delface"],
    ["http://[::1]:1", "http://[::1]:1/v1/delface"],
    // Other spellings of this machine.
    ["http://127.1:4010", "http://127.0.0.1:4010/v1/delface"],
    ["http://0x7f.1", "http://127.0.0.1/v1/delface"],
    [new URL("https://example.com/proxy"), "https://example.com/proxy/v1/delface"],
  ])("%s is taken", async (baseUrl, target) => {
    expect(await targetOf(baseUrl)).toBe(target);
  });

  it.each([
    ["", /with a host/],
    [" ", /with a host/],
    ["https://", /with a host/],
    ["https:///", /with a host/],
    ["https:///v1", /with a host/],
    ["https:v1", /with a host/],
    ["https:/v1", /with a host/],
    ["https:\\\\v1", /with a host/],
    ["https://\\v1", /with a host/],
    ["https://\t/v1", /with a host/],
    ["https://\n/v1", /with a host/],
    ["https://?", /with a host/],
    ["https://:443", /with a host/],
    ["https://:443/v1", /with a host/],
    ["//example.com", /with a host/],
    ["example.com", /with a host/],
    ["/v1", /with a host/],
    ["file:///tmp", /with a host/],
    ["ftp://example.com", /with a host/],
    ["javascript://example.com", /with a host/],
    ["https://exa mple.com", /with a host/],
    ["https://example.com:99999", /with a host/],
    [null, /with a host/],
    [7, /with a host/],
    [{}, /with a host/],
    ["http://example.com", /allowInsecure/],
    ["http://localhost.example.com", /allowInsecure/],
    ["http://127.0.0.1.example.com", /allowInsecure/],
    ["http://128.0.0.1", /allowInsecure/],
    ["http://0.0.0.0", /allowInsecure/],
    ["https://user@example.com", /no user name/],
    ["https://user:secret@example.com", /no user name/],
    ["http://localhost@example.com", /allowInsecure|no user name/],
    ["https://example.com?x=1", /query/],
    ["https://example.com/?", /query/],
    ["https://example.com/#top", /fragment/],
    ["https://example.com/#", /fragment/],
  ])("%s is refused", (baseUrl, message) => {
    const text = refusal(baseUrl);
    expect(text).toMatch(message);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/user:secret|example\.com\?/);
  });

  it("may be http elsewhere where that is allowed", async () => {
    const options = { allowInsecure: true };
    expect(await targetOf("http://example.com", options)).toBe("http://example.com/v1/delface");
    expect(refusal("ftp://example.com", options)).toMatch(/with a host/);
  });

  it("never sends anywhere but to the host that stands in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({
          unit: fc.constantFrom(...Array.from("htpsv:/\\@?#.%[] \t\n1aé")),
          maxLength: 20,
        }),
        async (rest) => {
          const baseUrl = `https://${rest}`;
          if (refusal(baseUrl) !== "") return;
          const { hostname } = new URL(await targetOf(baseUrl));
          expect(hostname).toBe(new URL(baseUrl.trim()).hostname);
          // The host begins where the two slashes end.
          expect(baseUrl.trim()).toMatch(/^https:\/\/[^/\\\s]/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("baseUrl of one call of the plain client", () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader("Content-Type", "application/json");
    response.end('{"status":"OK","message":null}');
  });
  let local = "";

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) {
      local = `http://127.0.0.1:${String(address.port)}`;
    }
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const body = { person_id: "1" };

  it("must be as safe as that of the client", async () => {
    const sent: string[] = [];
    const { http } = createClient({
      token,
      fetch: (url) => {
        sent.push(url);
        return Promise.resolve(Response.json({ status: "OK", message: null }));
      },
    });
    await expect(http.POST("/v1/delface", { body, baseUrl: "http://example.com" })).rejects.toThrow(
      /allowInsecure/,
    );
    expect(sent).toEqual([]);
    await http.POST("/v1/delface", { body, baseUrl: "https://example.com/proxy" });
    expect(sent).toEqual([`https://example.com/proxy/v1/delface?token=${token}`]);
  });

  it("may be of this machine, and any where that is allowed", async () => {
    await createClient({ token }).http.POST("/v1/delface", { body, baseUrl: local });
    expect(requests).toBe(1);
    let sent = "";
    const { http } = createClient({
      token,
      allowInsecure: true,
      fetch: (url) => {
        sent = url;
        return Promise.resolve(Response.json({ status: "OK", message: null }));
      },
    });
    await http.POST("/v1/delface", { body, baseUrl: "http://example.com" });
    expect(sent).toMatch(/^http:\/\/example\.com\/v1\/delface/);
  });
});
