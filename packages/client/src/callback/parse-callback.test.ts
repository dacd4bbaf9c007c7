import { inspect } from "node:util";
import { catalogue } from "@aisolution/openapi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whatsAppDetailCallback } from "../generated/callback.js";
import { parseWhatsAppDetailCallback } from "./parse-callback.js";

const documented =
  "number=%2B447700900123&whatsapp=yes&status_update=20180825&signature=Hello+from+the+example&business_user=no&avatar=yes";

const detail = {
  number: "+447700900123",
  whatsapp: "yes",
  status_update: "20180825",
  signature: "Hello from the example",
  business_user: "no",
  avatar: "yes",
};

/** The examples of the contract, encoded as a form. */
const example = new URLSearchParams(
  catalogue.callbacks.flatMap(({ parameters }) =>
    parameters.map((parameter) => [parameter.name, parameter.example]),
  ),
);

const least = "number=%2B447700900123&whatsapp=no";

describe("parseWhatsAppDetailCallback", () => {
  it.each([
    ["a query", documented],
    ["a query with its mark", `?${documented}`],
    ["a path with a query", `/hook?${documented}`],
    ["a path that looks like a query", `/hook;a=1?${documented}`],
    ["an address", `https://example.com/hook?${documented}`],
    ["an address with a fragment", `https://example.com/hook?${documented}#number=1`],
    ["a URL", new URL(`https://example.com/hook?${documented}`)],
    ["parameters", new URLSearchParams(documented)],
    ["the examples of the contract", example],
    ["a Request", new Request(`https://example.com/hook?${documented}`)],
    ["another order", documented.split("&").reverse().join("&")],
    ["spaces as %20", documented.replaceAll("+", "%20")],
    ["the same parameter twice with the same value", `${documented}&whatsapp=yes`],
  ])("reads %s", (_name, input) => {
    const read = parseWhatsAppDetailCallback(input);
    expect(read).toMatchObject({ ok: true, detail, ignored: [] });
    expect(read.ok && [...read.others]).toEqual([]);
  });

  it.each([
    ["a space", "Hello+there", "Hello there"],
    ["a plus sign", "1%2B1", "1+1"],
    ["Thai", "%E0%B8%AA%E0%B8%A7%E0%B8%B1%E0%B8%AA%E0%B8%94%E0%B8%B5", "สวัสดี"],
    ["an emoji", "%F0%9F%98%80", "😀"],
    ["an emoji that is not escaped", "😀", "😀"],
    ["an empty text", "", ""],
    ["an equals sign", "a=b", "a=b"],
    ["a question mark", "how?", "how?"],
    ["a lone percent sign", "100%", "100%"],
    ["a broken escape", "%E0%ZZ", "\uFFFD%ZZ"],
    ["bytes that are no UTF-8", "%FF", "\uFFFD"],
    ["a byte order mark", "%EF%BB%BFtext", "\uFEFFtext"],
  ])("decodes %s", (_name, sent, text) => {
    expect(parseWhatsAppDetailCallback(`${least}&signature=${sent}`)).toMatchObject({
      ok: true,
      detail: { signature: text },
    });
  });

  it.each([
    ["nothing", "", ["number missing", "whatsapp missing"]],
    ["a path alone", "/hook", ["number missing", "whatsapp missing"]],
    ["no number", "whatsapp=yes", ["number missing"]],
    ["an empty number", "number=&whatsapp=yes", ["number empty"]],
    ["no conclusion", "number=1", ["whatsapp missing"]],
    ["an empty conclusion", "number=1&whatsapp=", ["whatsapp empty"]],
    ["two conclusions", "number=1&whatsapp=yes&whatsapp=no", ["whatsapp repeated"]],
    ["another conclusion", "number=1&whatsapp=perhaps", ["whatsapp unknown-value"]],
    ["a name in capitals", "Number=1&whatsapp=yes", ["number missing"]],
    ["a value in capitals", "number=1&whatsapp=YES", ["whatsapp unknown-value"]],
    ["a name of every object", "number=1&whatsapp=constructor", ["whatsapp unknown-value"]],
  ])("refuses %s", (_name, query, wanted) => {
    const read = parseWhatsAppDetailCallback(query);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.problems.map((one) => `${one.parameter} ${one.problem}`)).toEqual(
      wanted,
    );
  });

  it.each([
    ["an unknown kind of account", "business_user=perhaps", "business_user unknown-value"],
    ["two pictures", "avatar=yes&avatar=no", "avatar repeated"],
    ["two texts", "signature=a&signature=b", "signature repeated"],
    ["30 February", "status_update=20180230", "status_update not-a-date"],
    ["29 February in another year", "status_update=20190229", "status_update not-a-date"],
    ["month 13", "status_update=20181301", "status_update not-a-date"],
    ["a date with dashes", "status_update=2018-08-25", "status_update not-a-date"],
    ["digits of another script", "status_update=๒๐๑๘๐๘๒๕", "status_update not-a-date"],
  ])("leaves out %s, and says so", (_name, query, wanted) => {
    const read = parseWhatsAppDetailCallback(`${least}&${query}`);
    expect(read).toMatchObject({ ok: true, detail: { whatsapp: "no" } });
    expect(read.ok && read.ignored.map((one) => `${one.parameter} ${one.problem}`)).toEqual([
      wanted,
    ]);
    expect(read.ok && Object.keys(read.detail)).toEqual(["number", "whatsapp"]);
  });

  it("leaves out empty values and dates without a word", () => {
    const read = parseWhatsAppDetailCallback(`${least}&status_update=&business_user=&avatar=`);
    expect(read).toMatchObject({ ok: true, ignored: [] });
    expect(read.ok && Object.keys(read.detail)).toEqual(["number", "whatsapp"]);
  });

  it("takes the last day of a leap year's February", () => {
    expect(parseWhatsAppDetailCallback(`${least}&status_update=20200229`)).toMatchObject({
      detail: { status_update: "20200229" },
    });
  });

  it("keeps what is not documented apart", () => {
    const read = parseWhatsAppDetailCallback(`job=7&job=8&${least}&__proto__=x&reference=a+b`);
    expect(read.ok && Object.keys(read.detail)).toEqual(["number", "whatsapp"]);
    expect(read.ok && [...read.others]).toEqual([
      ["job", "7"],
      ["job", "8"],
      ["__proto__", "x"],
      ["reference", "a b"],
    ]);
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof parseWhatsAppDetailCallback(text).ok).toBe("boolean");
        expect(typeof parseWhatsAppDetailCallback(`/?${text}`).ok).toBe("boolean");
      }),
    );
  });

  it.each(whatsAppDetailCallback.parameters.map(({ name }) => [name]))(
    "shows no value of %s in a problem",
    (name) => {
      const secret = "Q7secret";
      const read = parseWhatsAppDetailCallback(
        `${least}&${name}=${secret}&${name}=${secret}2&${secret}=1`,
      );
      const problems = read.ok ? read.ignored : read.problems;
      expect(problems.map(({ parameter }) => parameter)).toEqual([name]);
      expect(`${inspect(problems)}${JSON.stringify(problems)}`).not.toContain(secret);
    },
  );
});
