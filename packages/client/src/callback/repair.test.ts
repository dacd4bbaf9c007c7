/** Sloppy senders: what is certain is read and listed, and nothing else. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { buildWhatsAppDetailCallbackUrl } from "./build-callback.js";
import { parseWhatsAppDetailCallback } from "./parse-callback.js";

const number = "+447700900123";

/** What was read, in one line for each matter. */
function read(input: string | URL | URLSearchParams | Request) {
  const callback = parseWhatsAppDetailCallback(input);
  if (!callback.ok)
    return { problems: callback.problems.map((one) => `${one.parameter} ${one.problem}`) };
  return {
    detail: callback.detail,
    others: [...callback.others].map(([name, value]) => `${name}=${value}`),
    repaired: callback.repaired.map((one) => `${one.parameter} ${one.repair}`),
  };
}

describe("parseWhatsAppDetailCallback repairs", () => {
  it.each([
    ["a raw plus sign", "number=+447700900123&whatsapp=no", ["number lost-plus"]],
    ["a plus sign as %20", "number=%20447700900123&whatsapp=no", ["number lost-plus"]],
    [
      "a number that is encoded twice",
      "number=%252B447700900123&whatsapp=no",
      ["number encoded-twice"],
    ],
    [
      "a number that is encoded twice, in lower case",
      "number=%252b447700900123&whatsapp=no",
      ["number encoded-twice"],
    ],
    [
      "a number that is encoded three times",
      "number=%25252B447700900123&whatsapp=no",
      ["number encoded-twice"],
    ],
    [
      "a line break behind a number",
      "number=%2B447700900123%0D%0A&whatsapp=no",
      ["number trimmed"],
    ],
    ["spaces around a number", "number=++%2B447700900123+&whatsapp=no", ["number trimmed"]],
    [
      "a raw plus sign and a line break",
      "number=+447700900123%0A&whatsapp=no",
      ["number trimmed", "number lost-plus"],
    ],
    [
      "a line break behind a conclusion",
      "number=%2B447700900123&whatsapp=no%0A",
      ["whatsapp trimmed"],
    ],
    ["a question mark at the end", "number=%2B447700900123&whatsapp=no?", ["whatsapp trimmed"]],
    [
      "semicolons behind the values",
      "number=%2B447700900123;&whatsapp=no;",
      ["number trimmed", "whatsapp trimmed"],
    ],
    ["a slash at the end", "number=%2B447700900123&whatsapp=no/", ["whatsapp trimmed"]],
    ["two question marks", "?number=%2B447700900123&whatsapp=no", ["number question-mark"]],
    ["&amp;", "number=%2B447700900123&amp;whatsapp=no", ["whatsapp html-escape"]],
    [
      "&amp;, of which a part is encoded",
      "number=%2B447700900123&amp%3Bwhatsapp=no",
      ["whatsapp html-escape"],
    ],
    ["semicolons", "number=%2B447700900123;whatsapp=no", ["whatsapp semicolon"]],
    [
      "the same number in two spellings",
      "number=%2B447700900123&number=+447700900123&whatsapp=no",
      ["number lost-plus"],
    ],
  ])("%s", (_name, query, repaired) => {
    const wanted = { detail: { number, whatsapp: "no" }, others: [], repaired };
    expect(read(`https://example.com/hook?${query}`)).toEqual(wanted);
    expect(read(new URL(`https://example.com/hook?${query}`))).toEqual(wanted);
    expect(read(new Request(`https://example.com/hook?${query}`))).toEqual(wanted);
    expect(read(`/hook?${query}`)).toEqual(wanted);
  });

  it.each([
    [
      "a second question mark",
      "/hook?job=1?number=%2B447700900123&whatsapp=no",
      ["job=1"],
      ["number question-mark"],
    ],
    [
      "a question mark behind an ampersand",
      "/hook?job=1&?number=%2B447700900123&whatsapp=no",
      ["job=1"],
      ["number question-mark"],
    ],
    [
      "a question mark behind a name",
      "/hook?job?number=%2B447700900123&whatsapp=no",
      ["job="],
      ["number question-mark"],
    ],
    [
      "a question mark and a raw plus sign",
      "/hook?job=1?number=+447700900123&whatsapp=no",
      ["job=1"],
      ["number question-mark", "number lost-plus"],
    ],
    [
      "a question mark and &amp;",
      "/hook?a=1&amp;job=1?number=%2B447700900123&amp;whatsapp=no",
      ["a=1", "job=1"],
      ["whatsapp html-escape", "number question-mark"],
    ],
    [
      "a question mark and semicolons",
      "/hook?job=1?number=%2B447700900123;whatsapp=no",
      ["job=1"],
      ["whatsapp semicolon", "number question-mark"],
    ],
    [
      "a question mark that is encoded",
      "/hook?job=1%3Fnumber%3D%2B447700900123&whatsapp=no",
      ["job=1"],
      ["number question-mark"],
    ],
    [
      "a question mark before the conclusion",
      "/hook?job=1?whatsapp=no&number=%2B447700900123",
      ["job=1"],
      ["whatsapp question-mark"],
    ],
    // Whether the slash is the sender's or the caller's cannot be known.
    [
      "a slash and a question mark",
      "/hook?job=1/?number=%2B447700900123&whatsapp=no",
      ["job=1/"],
      ["number question-mark"],
    ],
    [
      "a value with question marks of its own",
      "/hook?job=a?b?number=%2B447700900123&whatsapp=no",
      ["job=a?b"],
      ["number question-mark"],
    ],
    [
      "an ampersand where the address had no query",
      "/hook&number=%2B447700900123&whatsapp=no",
      [],
      ["number in-path"],
    ],
    [
      "a question mark that became part of the path",
      "/hook%3Fnumber=%252B447700900123&whatsapp=no",
      [],
      ["number in-path", "number encoded-twice"],
    ],
    [
      "semicolons behind a value that has one",
      "/hook?job=a;b;number=%2B447700900123;whatsapp=no",
      ["job=a;b"],
      ["number semicolon", "whatsapp semicolon"],
    ],
  ])("an address with %s", (_name, address, others, repaired) => {
    const wanted = { detail: { number, whatsapp: "no" }, others, repaired };
    expect(read(address)).toEqual(wanted);
    expect(read(`https://example.com${address}`)).toEqual(wanted);
    expect(read(new URL(`https://example.com${address}`))).toEqual(wanted);
    expect(read(new Request(`https://example.com${address}`))).toEqual(wanted);
  });

  it("reads parameters that a framework has read before", () => {
    for (const query of [
      "job=1?number=+447700900123&whatsapp=no",
      "job=1?number=%252B447700900123&amp;whatsapp=no",
    ]) {
      expect(read(new URLSearchParams(query))).toMatchObject({
        detail: { number, whatsapp: "no" },
        others: ["job=1"],
      });
    }
  });

  it("a date and optional values", () => {
    expect(
      read("number=%2B447700900123&whatsapp=yes&status_update=20180825%20&avatar=yes?"),
    ).toEqual({
      detail: { number, whatsapp: "yes", status_update: "20180825", avatar: "yes" },
      others: [],
      repaired: ["status_update trimmed", "avatar trimmed"],
    });
  });
});

describe("parseWhatsAppDetailCallback never guesses", () => {
  it.each([
    [
      "which question mark",
      "job=a?number=1?number=%2B447700900123&whatsapp=no",
      ["number missing"],
    ],
    [
      "which value has the question mark",
      "a=1?number=1&b=1?number=2&whatsapp=no",
      ["number missing"],
    ],
    ["whether a text has it", "whatsapp=no&signature=a?number=1", ["number missing"]],
    ["whether a value behind the result has it", "whatsapp=no&next=a?number=1", ["number missing"]],
    ["which separator", "number=%2B447700900123;whatsapp=no&avatar=no", ["whatsapp missing"]],
    [
      "what a text has of semicolons",
      "number=%2B447700900123;whatsapp=no;signature=a;b",
      ["whatsapp missing"],
    ],
    [
      "which of two numbers",
      "number=%2B447700900123&number=+447700900124&whatsapp=no",
      ["number repeated"],
    ],
    [
      "what name was meant behind &amp;",
      "number=%2B447700900123&amp;Whatsapp=no",
      ["whatsapp missing"],
    ],
    ["what name was meant in a path", "a&Number=%2B447700900123&whatsapp=no", ["number missing"]],
    ["what name was meant", "Number=%2B447700900123&whatsapp=no", ["number missing"]],
    ["what value was meant", "number=%2B447700900123&whatsapp=No", ["whatsapp unknown-value"]],
    ["what a short value was", "number=%2B447700900123&whatsapp=n", ["whatsapp unknown-value"]],
  ])("%s", (_name, query, problems) => {
    expect(read(`/hook?${query}`)).toEqual({ problems });
  });

  it.each([
    ["no plus sign", "number=447700900123", "447700900123"],
    ["a number that begins with a zero", "number=+07700900123", " 07700900123"],
    ["more digits than a number has", "number=+4477009001234567", " 4477009001234567"],
    ["two raw plus signs", "number=++447700900123", "  447700900123"],
    ["spaces in a number", "number=%2B44+7700+900123", "+44 7700 900123"],
  ])("about %s", (_name, query, value) => {
    expect(read(`/hook?${query}&whatsapp=no`)).toMatchObject({
      detail: { number: value },
      repaired: [],
    });
  });

  it.each([
    ["a text that is encoded twice", "Hello%2Bthere", "Hello+there"],
    ["a text with percent escapes", "100%2525", "100%25"],
    ["a text with spaces around it", "+a+", " a "],
    ["a text with a question mark", "how?", "how?"],
    ["a text that reads like parameters", "a%3Bavatar=no", "a;avatar=no"],
  ])("about %s", (_name, sent, signature) => {
    expect(read(`/hook?number=+447700900123&whatsapp=no&signature=${sent}`)).toMatchObject({
      detail: { number, signature },
      repaired: ["number lost-plus"],
    });
  });

  it("about the caller's own parameters", () => {
    expect(read("/hook?a=1&amp;b=2?number=%2B447700900123&whatsapp=no")).toEqual({
      detail: { number, whatsapp: "no" },
      others: ["a=1", "amp;b=2"],
      repaired: ["number question-mark"],
    });
    expect(read("/hook??job=1&number=+447700900123&whatsapp=no")).toMatchObject({
      others: ["?job=1"],
    });
  });

  it("for long, about a long value", () => {
    // Each of these would take minutes if it were looked at from each of its places.
    const long = 200_000;
    for (const text of [" ", "?number=", "%3Fnumber%3D", ";number=", "&amp;number=", "&number="]) {
      const query = text.repeat(long / text.length);
      expect(read(`/hook?job=${query}`)).toHaveProperty("problems");
      expect(read(`/hook?number=${query}a&whatsapp=${query}a`)).toBeDefined();
      expect(read(`/hook${query}`)).toHaveProperty("problems");
    }
  });

  it("about an address that reads like parameters, where the result is whole", () => {
    const own = [
      "next=/a?number=5",
      "a;avatar=no",
      "amp;avatar=no",
      "b?avatar=yes",
      "x=1;whatsapp=yes",
    ];
    const address = `https://example.com/hook?${own.join("&")}`;
    const url = buildWhatsAppDetailCallbackUrl(address, { number, whatsapp: "no" });
    expect(read(url)).toEqual({
      detail: { number, whatsapp: "no" },
      others: [
        "next=/a?number=5",
        "a;avatar=no",
        "amp;avatar=no",
        "b?avatar=yes",
        "x=1;whatsapp=yes",
      ],
      repaired: [],
    });
  });
});

it("shows no value in a repair, and says it as a sentence", () => {
  const callback = parseWhatsAppDetailCallback("/?Q7=Q7?number=+447700900123&amp;whatsapp=no%0A");
  expect(callback.ok && callback.repaired.map(({ message }) => message)).toEqual([
    "The parameter whatsapp was preceded by &amp; instead of &.",
    "The parameter number was preceded by a second question mark.",
    "The parameter number had a space instead of its plus sign.",
    "The parameter whatsapp had white space or separators around its value.",
  ]);
  expect(inspect(callback.ok && callback.repaired)).not.toMatch(/Q7|4477|"no/);
});
