/** Fields that are texts: what the contract does not accept is refused, and nothing of a text is left out silently. */
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { control, exampleForm, findOperation, operationTable, postForm } from "./call-mock.js";

const lookup = findOperation("getWhatsAppDetail");

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

afterAll(() => mock.close());

const ask = (form: Readonly<Record<string, string>> | string) =>
  postForm(mock.url, lookup, { form });

const only =
  "number accepts only digits, spaces and the characters + ( ) . -, with at least one digit";
const twice = ": it looks percent-encoded twice";

describe("a form as it is sent", () => {
  it.each<[string, string, string]>([
    ["a number encoded twice", "number=%252B447700900781", `${only}${twice}.`],
    ["a number encoded three times", "number=%25252B447700900781", `${only}${twice}.`],
    ["a number with spaces encoded twice", "number=0%25207700900781", `${only}${twice}.`],
    ["letters", "number=77009OO781", `${only}.`],
    ["a percent sign", "number=7700900781%25", `${only}.`],
    ["an extension", "number=7700900781x12", `${only}.`],
    ["an extension by a hash", "number=7700900781%2312", `${only}.`],
    ["two numbers", "number=7700900781%2C7700900782", `${only}.`],
    ["a link", "number=tel%3A%2B447700900781", `${only}.`],
    ["digits of another script", "number=%D9%A7%D9%A7", `${only}.`],
    ["wide digits", "number=%EF%BC%97%EF%BC%97", `${only}.`],
    ["a wide plus sign", "number=%EF%BC%8B447700900781", `${only}.`],
    ["a long dash", "number=7700%E2%80%93900781", `${only}.`],
    ["a hard space", "number=7700%C2%A0900781", `${only}.`],
    ["a line break", "number=7700900781%0A", `${only}.`],
    ["a tab", "number=7700%09900781", `${only}.`],
    ["a NUL", "number=7700900781%00", `${only}.`],
    ["spaces", "number=+++", `${only}.`],
    ["a minus before a letter", "number=-a", `${only}.`],
    [
      "a plus sign that was not escaped",
      "number=+447700900781",
      "number starts with a space, so its plus sign was not sent as %2B.",
    ],
    [
      "a plus sign of another country that was not escaped",
      "number=+1+202+555+0123",
      "number starts with a space, so its plus sign was not sent as %2B.",
    ],
    ["a country with a space", "number=1&country=P+H", "country accepts only letters from A to Z."],
    [
      "a country encoded twice",
      "number=1&country=%2550H",
      `country accepts only letters from A to Z${twice}.`,
    ],
    [
      "a country as a number",
      "number=1&country=%2B63",
      "country accepts only letters from A to Z.",
    ],
    [
      "a choice encoded twice",
      "number=1&servstatus=%2579",
      `servstatus must be one of: y${twice}.`,
    ],
    ["a choice in capitals", "number=1&servstatus=Y", "servstatus must be one of: y."],
    [
      "an address encoded twice",
      "number=1&callback=http%253A%252F%252F127.0.0.1%252F",
      `callback must be an http or https address${twice}.`,
    ],
    [
      "an address with a plus sign that was not escaped",
      "number=1&callback=http%3A%2F%2F127.0.0.1%2F%3Fq%3Da+b",
      "callback must be an http or https address: it has spaces, so its plus signs were not sent as %2B.",
    ],
    [
      "an address with a line break",
      "number=1&callback=http%3A%2F%2F127.0.0.1%2F%0Ax",
      "callback must be an http or https address.",
    ],
    [
      "an address with a tab in its scheme",
      "number=1&callback=ht%09tp%3A%2F%2F127.0.0.1%2F",
      "callback must be an http or https address.",
    ],
  ])("%s is refused, with a reason", async (_name, form, reason) => {
    const reply = await ask(form);
    expect(reply).toMatchObject({ code: 200, key: "invalid-input", chosenBy: "input" });
    expect(reply.headers.get("X-Mock-Reason")).toBe(reason);
    expect(reply.body).toMatchObject({ status: "INVALID_INPUT" });
  });

  it.each([
    ["number=%2B447700900781", "+447700900781"],
    ["number=%2b44%207700%20900781", "+447700900781"],
    ["number=(0)+7700.900-781", "+447700900781"],
    ["number=+(0)+7700+900781+", "+447700900781"],
    ["number=+07700900781", "+447700900781"],
    ["number=7700900781&country=PH&servstatus=y", "+447700900781"],
    ["number=7700900781&country=&servstatus=&callback=", "+447700900781"],
  ])("%s is answered for %s", async (form, number) => {
    await control(mock.url, "reset", "");
    expect(await ask(form)).toMatchObject({ key: "checking", body: { message: { number } } });
  });

  it("says of a person that it looks encoded twice", async () => {
    const reply = await postForm(mock.url, findOperation("deleteFace"), {
      form: "person_id=c0%252B1",
    });
    expect(reply.key).toBe("person-id-not-exist");
    expect(reply.headers.get("X-Mock-Reason")).toBe(
      "The group of this token has no such person. It looks percent-encoded twice.",
    );
  });
});

it("answers for the digits that were sent, or refuses", async () => {
  const characters = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(..."0123456789+ ().-".split("")) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) },
  );
  const texts = fc
    .array(characters, { minLength: 1, maxLength: 20 })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(texts, async (number) => {
      const reply = await ask({ number });
      const isAccepted =
        number.length <= 32 && /^[0-9 +().-]*$/.test(number) && /[0-9]/.test(number);
      if (!isAccepted || /^ [1-9]/.test(number)) {
        expect(reply.key, number).toBe("invalid-input");
        return;
      }
      const { message }: { message?: { number?: unknown } } = Object(reply.body);
      // Zeros before a number, and the code of the country, come and go.
      const digits = number.replaceAll(/[^0-9]/g, "").replace(/^0+/, "");
      expect(String(message?.number).replaceAll(/\D/g, ""), number).toMatch(
        new RegExp(`^(44)?0*${digits}$`),
      );
    }),
    { numRuns: 300 },
  );
});

const withTexts = operationTable.filter(([, { request }]) =>
  request.fields.some(({ kind }) => kind !== "image"),
);

it.each(withTexts)(
  "%s refuses what a pattern of the catalogue does not accept",
  async (_name, operation) => {
    for (const { name, kind, pattern, accepts } of operation.request.fields) {
      if (kind === "image") continue;
      expect(pattern === undefined, name).toBe(accepts === undefined);
      if (pattern === undefined) continue;
      for (const character of ["%", "\u00e9", "\n", "_"]) {
        const form = { ...exampleForm(operation), [name]: `1${character}` };
        const reply = await postForm(mock.url, operation, { form });
        expect(reply.chosenBy, name).toBe("input");
        expect(reply.headers.get("X-Mock-Reason")).toContain(
          `${name} accepts only ${accepts ?? ""}`,
        );
      }
    }
  },
);

it("takes the characters from the contract", () => {
  const [number, country] = catalogue.operations
    .flatMap(({ request }) => request.fields)
    .filter(({ pattern }) => pattern !== undefined);
  expect(number).toMatchObject({ name: "number", pattern: "^[ +().-]*[0-9][0-9 +().-]*$" });
  expect(country).toMatchObject({ name: "country", pattern: "^[A-Za-z]*$" });
});
