/** A callback that is built by the rules needs no repair; spoilt in a known way, it reads the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WhatsAppDetailCallback } from "../generated/callback.js";
import { buildWhatsAppDetailCallbackUrl } from "./build-callback.js";
import { parseWhatsAppDetailCallback } from "./parse-callback.js";

/** Details as the service sends them. */
const details: fc.Arbitrary<WhatsAppDetailCallback> = fc.record(
  {
    number: fc.stringMatching(/^\+[1-9][0-9]{6,14}$/),
    whatsapp: fc.constantFrom("yes", "no", "checking", "unavailable"),
    status_update: fc.constantFrom("20180825", "20200229"),
    signature: fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom("a;avatar=no", "?number=5", "&amp;whatsapp=no", "&number=+1", " %2B1 ", "a?"),
    ),
    business_user: fc.constantFrom("yes", "no"),
    avatar: fc.constantFrom("yes", "no"),
  },
  { requiredKeys: ["number", "whatsapp"] },
);

/** A caller's own query, also one that reads like parts of a result. */
const ownQueries = fc.array(
  fc.constantFrom(
    "job=7",
    "a=b;c",
    "next=/x?y=1",
    "amp;avatar=no",
    "z?avatar=no",
    "next=/x?number=5",
    "x;whatsapp=no",
    "e=",
  ),
  { maxLength: 3 },
);

describe("a callback that is built by the rules", () => {
  it("is never changed by a repair", () => {
    fc.assert(
      fc.property(details, ownQueries, (detail, own) => {
        const address = `https://example.com/hook?${own.join("&")}`;
        const url = buildWhatsAppDetailCallbackUrl(address, detail);
        for (const input of [
          url,
          url.href,
          url.search,
          url.search.slice(1),
          url.searchParams,
          new Request(url),
        ]) {
          const callback = parseWhatsAppDetailCallback(input);
          expect(callback).toMatchObject({ ok: true, detail, repaired: [], ignored: [] });
          expect(callback.ok && [...callback.others]).toEqual([
            ...new URLSearchParams(own.join("&")),
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is refused by the builder where a value would be repaired", () => {
    const values = fc.tuple(
      fc.constantFrom("", " ", "%2B", "%252b", "+", "++", "?"),
      fc.stringMatching(/^[0-9]{1,17}$/),
      fc.constantFrom("", " ", "\n", "?", "/", "%"),
    );
    fc.assert(
      fc.property(
        values.map((parts) => parts.join("")),
        (text) => {
          let url: URL;
          try {
            url = buildWhatsAppDetailCallbackUrl("https://example.com/", {
              number: text,
              whatsapp: "no",
            });
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
            expect(String(error)).toBe(
              "TypeError: number must be the plain value, with its plus sign: not percent-encoded, and without white space around it.",
            );
            return;
          }
          expect(parseWhatsAppDetailCallback(url)).toMatchObject({
            detail: { number: text },
            repaired: [],
          });
        },
      ),
    );
  });
});

/** What a sloppy sender makes of a query, and what is to be listed. Undefined where it cannot be told. */
type Sloppiness = (
  own: string,
  query: string,
) => {
  readonly address: string;
  readonly repaired: (sent: readonly string[]) => readonly string[];
};

const join = (own: string, query: string, separator: string) =>
  own === "" ? `?${query}` : `?${own}${separator}${query}`;

const sloppy: readonly (readonly [string, Sloppiness])[] = [
  [
    "a raw plus sign",
    (own, query) => ({
      address: join(own, query.replace("number=%2B", "number=+"), "&"),
      repaired: () => ["number lost-plus"],
    }),
  ],
  [
    "a plus sign as %20",
    (own, query) => ({
      address: join(own, query.replace("number=%2B", "number=%20"), "&"),
      repaired: () => ["number lost-plus"],
    }),
  ],
  [
    "a number that is encoded twice",
    (own, query) => ({
      address: join(own, query.replace("number=%2B", "number=%252B"), "&"),
      repaired: () => ["number encoded-twice"],
    }),
  ],
  [
    "a second question mark",
    (own, query) => ({
      address: own === "" ? `??${query}` : `?${own}?${query}`,
      repaired: () => ["number question-mark"],
    }),
  ],
  [
    "&amp;",
    (own, query) => ({
      address: join(own, query, "&").replaceAll("&", "&amp;"),
      repaired: (sent) => (own === "" ? sent.slice(1) : sent).map((name) => `${name} html-escape`),
    }),
  ],
  [
    "semicolons",
    (own, query) => ({
      address: join(own, query.replaceAll("&", ";"), ";"),
      repaired: (sent) => (own === "" ? sent.slice(1) : sent).map((name) => `${name} semicolon`),
    }),
  ],
  [
    "white space",
    (own, query) => ({
      address: join(own, query, "&").replace(/(whatsapp=[a-z]+)/, "$1%0A"),
      repaired: () => ["whatsapp trimmed"],
    }),
  ],
  [
    "an ampersand and no question mark",
    (_own, query) => ({
      address: `&${query}`,
      repaired: () => ["number in-path"],
    }),
  ],
];

describe.each(sloppy)("a callback that is built by the rules, and sent with %s", (name, spoil) => {
  it("reads the same, and the repair is listed", () => {
    fc.assert(
      fc.property(details, fc.constantFrom("", "job=7", "a=b&job=7"), (detail, own) => {
        const query = buildWhatsAppDetailCallbackUrl("https://example.com/", detail).search.slice(
          1,
        );
        const { address, repaired } = spoil(own, query);
        const callback = parseWhatsAppDetailCallback(`/hook${address}`);
        expect(callback).toMatchObject({ ok: true, detail, ignored: [] });
        const others = name.startsWith("an ampersand") ? "" : own;
        expect(callback.ok && callback.others.toString()).toBe(others);
        const sent = [...new URLSearchParams(query).keys()];
        expect(
          callback.ok && callback.repaired.map((one) => `${one.parameter} ${one.repair}`),
        ).toEqual(repaired(sent));
      }),
      { numRuns: 200 },
    );
  });
});
