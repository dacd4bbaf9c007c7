import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WhatsAppDetailCallback } from "../generated/callback.js";
import {
  buildWhatsAppDetailCallbackRequest,
  buildWhatsAppDetailCallbackUrl,
} from "./build-callback.js";
import { parseWhatsAppDetailCallback } from "./parse-callback.js";

const least: WhatsAppDetailCallback = { number: "+447700900123", whatsapp: "no" };

describe("buildWhatsAppDetailCallbackUrl", () => {
  it("gives the documented form, in the documented order", () => {
    const url = buildWhatsAppDetailCallbackUrl("https://example.com", {
      avatar: "yes",
      business_user: "no",
      signature: "Hello from the example",
      status_update: "20180825",
      whatsapp: "yes",
      number: "+447700900123",
    });
    expect(url.href).toBe(
      "https://example.com/?number=%2B447700900123&whatsapp=yes&status_update=20180825&signature=Hello+from+the+example&business_user=no&avatar=yes",
    );
  });

  it.each([
    ["no query", "https://example.com/hook", "https://example.com/hook?"],
    ["an empty query", "https://example.com/hook?", "https://example.com/hook?"],
    ["a query", "https://example.com/hook?job=7", "https://example.com/hook?job=7&"],
    [
      "a query of its own encoding",
      "http://127.0.0.1:8080/?a=x%20y%7E&b",
      "http://127.0.0.1:8080/?a=x%20y%7E&b&",
    ],
    ["a fragment", "https://example.com/hook#top", "https://example.com/hook?"],
    ["an address as URL", new URL("https://example.com/hook"), "https://example.com/hook?"],
  ])("keeps an address with %s", (_name, address, start) => {
    expect(buildWhatsAppDetailCallbackUrl(address, least).href).toBe(
      `${start}number=%2B447700900123&whatsapp=no`,
    );
  });

  it("changes no URL that it is given", () => {
    const address = new URL("https://example.com/hook#top");
    buildWhatsAppDetailCallbackUrl(address, least);
    expect(address.href).toBe("https://example.com/hook#top");
  });

  it.each([
    ["a path", "/secret-path"],
    ["nothing", ""],
    ["another scheme", "ftp://example.com/secret-path"],
    ["a user name", "https://user:secret-path@example.com/"],
  ])("refuses %s, and does not repeat it", (_name, address) => {
    let error: unknown;
    try {
      buildWhatsAppDetailCallbackRequest(address, least);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error)).toMatch(/The callback address (is not an absolute|has a user name)/);
    expect(inspect(error)).not.toContain("secret-path@");
    expect(String(error)).not.toContain("secret-path");
  });

  it("is read back as it was, for any text", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(
        fc.record(
          {
            number: fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
            whatsapp: fc.constantFrom("yes", "no", "checking", "unavailable"),
            status_update: fc.constantFrom("20180825", "20200229"),
            signature: fc.oneof(text, fc.constantFrom("สวัสดี ครับ", "😀+😀 = %2B&", "\uFEFF")),
            business_user: fc.constantFrom("yes", "no"),
            avatar: fc.constantFrom("yes", "no"),
          },
          { requiredKeys: ["number", "whatsapp"] },
        ),
        (detail) => {
          for (const input of [
            buildWhatsAppDetailCallbackUrl("https://example.com/?job=7", detail),
            buildWhatsAppDetailCallbackRequest("https://example.com/?job=7", detail),
          ]) {
            const read = parseWhatsAppDetailCallback(input);
            expect(read.ok && read.detail).toEqual(detail);
            expect(read.ok && [...read.others]).toEqual([["job", "7"]]);
          }
        },
      ),
    );
  });

  it("sends half of a surrogate pair as U+FFFD", () => {
    const url = buildWhatsAppDetailCallbackUrl("https://example.com/", {
      ...least,
      signature: "a\uD83D b\uDE00",
    });
    expect(parseWhatsAppDetailCallback(url)).toMatchObject({
      detail: { signature: "a\uFFFD b\uFFFD" },
    });
  });
});

it("builds a GET request without a body", () => {
  const request = buildWhatsAppDetailCallbackRequest("https://example.com/hook", least);
  expect(request).toMatchObject({
    method: "GET",
    url: "https://example.com/hook?number=%2B447700900123&whatsapp=no",
    body: null,
  });
});
