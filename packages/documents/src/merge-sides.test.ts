import { catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { backOperations } from "./generated/documents.js";
import { ageOn, mergeSides, normalize, redact } from "./index.js";
import { normalizeMessage } from "./normalize.js";

const front = (fields: object) => normalize("recognizeIndianAadhaarFront", fields);
const back = (fields: object) => normalize("recognizeIndianAadhaarBack", fields);

const number = "999900001111";
const vid = "9999000011112222";

describe("mergeSides", () => {
  it("puts the sides of an Aadhaar card together", () => {
    const sides = {
      front: front({ CardNumber: number, Name: "Asha Udaharan", DateOfBirth: "01/01/1990" }),
      back: back({ CardNumber: "9999 0000 1111", City: "Udaharanpur" }),
    };
    const card = mergeSides(sides.front, sides.back);
    expect(card).toEqual({
      type: "identity-card",
      country: "IN",
      fullName: "Asha Udaharan",
      birthDate: sides.front.birthDate,
      personalNumber: sides.front.personalNumber,
      addressCity: "Udaharanpur",
      agreement: "valid",
      checks: [
        {
          attribute: "personalNumber",
          fields: ["CardNumber", "CardNumber"],
          check: "agreement",
          result: "valid",
          explanation: "The sides say the same.",
        },
      ],
      ...sides,
    });
    expect(ageOn(card, "2025-06-30")).toEqual({ least: 35, most: 35 });
  });

  it("puts the sides of a Colombian card together, and says that nothing can be compared", () => {
    const card = mergeSides(
      normalize("recognizeColombianIdCardFront", { CardNumber: "1.999.999.999", Surname: "A" }),
      normalize("recognizeColombianIdCardBack", { Height: "1.65", Gender: "F" }),
    );
    expect(card).toMatchObject({
      country: "CO",
      surname: "A",
      height: 165,
      sex: "F",
      personalNumber: { value: "1999999999" },
      agreement: "not-applicable",
      checks: [],
    });
  });

  it.each([
    [{ CardNumber: number }, { CardNumber: number }, "valid"],
    [{ CardNumber: number }, { CardNumber: "9999–0000 1111".replace("–", "\u00A0") }, "valid"],
    [{ CardNumber: number }, { CardNumber: "999900001112" }, "invalid"],
    [{ CardNumber: number, VID: vid }, { CardNumber: number, VID: vid }, "valid"],
    [{ CardNumber: number, VID: vid }, { CardNumber: number, VID: "9999000011112223" }, "invalid"],
    [{ CardNumber: number, VID: vid }, { CardNumber: number }, "valid"],
    [{ CardNumber: number, VID: vid }, { VID: vid }, "valid"],
    [{ CardNumber: number }, { VID: vid }, "not-applicable"],
    [{ CardNumber: number }, {}, "not-applicable"],
    [{}, {}, "not-applicable"],
    // Masked numbers are compared by the digits that both show.
    [{ CardNumber: "XXXX XXXX 1111" }, { CardNumber: number }, "valid"],
    [{ CardNumber: "xxxx xxxx 1111" }, { CardNumber: "XXXXXXXX1111" }, "valid"],
    [{ CardNumber: "XXXX XXXX 1112" }, { CardNumber: number }, "invalid"],
    [{ CardNumber: "XXXX XXXX XXXX" }, { CardNumber: number }, "not-applicable"],
    [{ CardNumber: "99990000111" }, { CardNumber: number }, "invalid"],
  ])("finds of %j and %j: %s", (one, other, agreement) => {
    const card = mergeSides(front(one), back(other));
    expect(card.agreement).toBe(agreement);
    expect(card.front.raw).toEqual(one);
    expect(card.back.raw).toEqual(other);
  });

  it("takes the number that shows more", () => {
    const card = mergeSides(
      front({ CardNumber: "XXXX XXXX 1111" }),
      back({ CardNumber: number, VID: vid }),
    );
    expect(card.personalNumber?.value).toBe(number);
    expect(card.virtualNumber?.value).toBe(vid);
  });

  it("is there for every document that is read in two sides", () => {
    const fronts = catalogue.messages.filter(({ document }) => document?.side === "front");
    expect(Object.keys(backOperations)).toHaveLength(fronts.length);
  });

  it.each([
    [
      "sides that are swapped",
      "recognizeIndianAadhaarBack",
      "recognizeIndianAadhaarFront",
      /^front/,
    ],
    ["two fronts", "recognizeIndianAadhaarFront", "recognizeIndianAadhaarFront", /^back/],
    [
      "sides of two countries",
      "recognizeIndianAadhaarFront",
      "recognizeColombianIdCardBack",
      /^back/,
    ],
    ["a document of one side", "recognizeGermanIdCard", "recognizeIndianAadhaarBack", /^front/],
  ])("refuses %s", (_name, one, other, message) => {
    const merge: (...sides: object[]) => unknown = Object(mergeSides);
    const sides = [normalizeMessage(one, {}, {}), normalizeMessage(other, {}, {})];
    expect(() => merge(...sides)).toThrow(TypeError);
    expect(() => merge(...sides)).toThrow(message);
    expect(() => merge(...sides)).toThrow(/recognizeIndianAadhaar(Front|Back)/);
  });

  it.each([[[]], [[undefined, null]], [["a", 1]]])("refuses %j", (sides) => {
    const merge: (...sides: unknown[]) => unknown = Object(mergeSides);
    expect(() => merge(...sides)).toThrow(/^front must be a document of /);
  });

  it("can be redacted", () => {
    const card = mergeSides(
      front({ CardNumber: number, Name: "Asha Udaharan", Unknown: "ÄÖÜ" }),
      back({ CardNumber: number, City: "Udaharanpur" }),
    );
    const redacted = redact(card);
    expect(JSON.stringify(redacted)).not.toMatch(/9999|1111|Asha|Udaharan|ÄÖÜ|Unknown/);
    expect(redacted).toMatchObject({
      type: "identity-card",
      country: "IN",
      agreement: "valid",
      fullName: "***",
      front: { operationId: "recognizeIndianAadhaarFront", raw: { CardNumber: "***" } },
      back: { addressCity: "***", sources: { addressCity: [{ field: "City", raw: "***" }] } },
    });
    expect(redacted.checks).toEqual(card.checks);
  });
});
