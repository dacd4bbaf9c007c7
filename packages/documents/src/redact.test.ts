import { describe, expect, it } from "vitest";
import { maskAadhaar } from "./mask-aadhaar.js";
import { normalize, normalizeMessage } from "./normalize.js";
import { redact } from "./redact.js";

describe("redact", () => {
  it("keeps the shape and what is of no person", () => {
    const message = {
      Surname: "SPECIMEN",
      Sex: "K/F",
      Height: "170CM",
      DateOfBirth: "21 AUG/AUG 82",
      DateOfExpiry: "31 FEB/FEB 26",
      PersonalId: "820821-2384",
      Authority: "",
    };
    const card = normalize("recognizeSwedishIdCard", message, { today: "2025-06-30" });
    expect(redact(card)).toEqual({
      operationId: "recognizeSwedishIdCard",
      type: "identity-card",
      country: "SE",
      surname: "***",
      sex: "***",
      height: "***",
      birthDate: {
        value: "***",
        precision: "day",
        raw: "***",
        field: "DateOfBirth",
        twoDigitYear: { printed: "***", rule: "past", today: "***" },
      },
      expiryDate: {
        value: undefined,
        precision: undefined,
        raw: "***",
        field: "DateOfExpiry",
        reason: "impossible-date",
        explanation: "The calendar has no such day.",
      },
      personalNumber: {
        value: "***",
        raw: "***",
        field: "PersonalId",
        scheme: "se-personnummer",
      },
      raw: {
        Surname: "***",
        Sex: "***",
        Height: "***",
        DateOfBirth: "***",
        DateOfExpiry: "***",
        PersonalId: "***",
        Authority: "",
      },
      sources: {
        surname: [{ field: "Surname", raw: "***" }],
        sex: [{ field: "Sex", raw: "***" }],
        height: [{ field: "Height", raw: "***" }],
        birthDate: [{ field: "DateOfBirth", raw: "***" }],
        expiryDate: [{ field: "DateOfExpiry", raw: "***" }],
        personalNumber: [{ field: "PersonalId", raw: "***" }],
      },
      checks: card.checks,
      problems: card.problems,
    });
    // The document itself is as it was.
    expect(card.surname).toBe("SPECIMEN");
  });

  it("masks items of lists, and texts in other scripts", () => {
    const licence = normalize("recognizeGermanDrivingLicence", { Class: "AM/B" });
    expect(redact(licence).licenceCategories).toEqual(["***", "***"]);
    const card = normalize("recognizeThaiDocument", {
      cardTypeEn: "Thai National ID Card",
      religion: "พุทธ",
    });
    expect(redact(card).native).toEqual({
      script: "Thai",
      religion: "***",
      sources: { religion: [{ field: "religion", raw: "***" }] },
    });
  });

  it("drops fields of the message that nothing is known about, and masks odd values whole", () => {
    const message = { Surname: { first: "A" }, GivenNames: 1, Nickname: "B", Nationality: null };
    expect(redact(normalizeMessage("recognizeGermanIdCard", message, {})).raw).toEqual({
      Surname: "***",
      GivenNames: "***",
      Nationality: null,
    });
    expect(redact(normalizeMessage("recognizeGermanIdCard", "A text", {})).raw).toBe("***");
  });
});

describe("maskAadhaar", () => {
  it.each([
    ["999900001111", "XXXXXXXX1111", "invented"],
    ["9999 0000 1111", "XXXX XXXX 1111", "invented"],
    ["9999-0000-1111", "XXXX-XXXX-1111", "invented"],
    [" 9999 0000 1111 ", " XXXX XXXX 1111 ", "invented"],
    // What has not twelve digits was misread, and is hidden whole.
    ["9999 0000 111", "XXXX XXXX XXX", "invented"],
    ["9999 0000 11112", "XXXX XXXX XXXXX", "invented"],
    ["9999 OOOO 1111", "XXXX XXXX XXXX", "invented"],
    ["9999 0000 1111 2222", "XXXX XXXX XXXX XXXX", "invented"],
    ["", "", "invented"],
  ])("makes %j %j (%s)", (text, masked) => {
    expect(maskAadhaar(text)).toBe(masked);
  });
});
