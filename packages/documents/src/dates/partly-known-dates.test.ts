import { describe, expect, it } from "vitest";
import { normalize } from "../normalize.js";
import type { DateRule } from "./date-types.js";
import { parseDate } from "./parse-date.js";

const today = "2025-06-30";
const german: DateRule = { formats: ["dd.MM.yyyy"] };
const shortGerman: DateRule = { formats: ["dd.MM.yy"], twoDigitYear: "past" };
const dutch: DateRule = { formats: ["dd MMM/MMM yyyy"], languages: ["nl", "en"] };
const aadhaar: DateRule = { formats: ["dd/MM/yyyy", "yyyy"] };
const machine: DateRule = { formats: ["yyMMdd"], twoDigitYear: "past" };
const thai: DateRule = { formats: ["d MMM yyyy"], calendar: "buddhist", languages: ["th"] };

describe("a date that the card says is partly unknown", () => {
  it.each<[string, DateRule, string | undefined, string | undefined, object]>([
    ["XX.XX.1958", german, "1958", "year", { year: 1958 }],
    ["xx.xx.1958", german, "1958", "year", { year: 1958 }],
    ["X.X.1958", german, "1958", "year", { year: 1958 }],
    ["ＸＸ.ＸＸ.１９５８", german, "1958", "year", { year: 1958 }],
    ["00.00.1958", german, "1958", "year", { year: 1958 }],
    ["0.0.1958", german, "1958", "year", { year: 1958 }],
    ["XX.03.1958", german, "1958-03", "month", { year: 1958, month: 3 }],
    ["00.03.1958", german, "1958-03", "month", { year: 1958, month: 3 }],
    ["<<.<<.1958", german, "1958", "year", { year: 1958 }],
    // The day is known, but ISO 8601 cannot write a day without its month.
    ["15.XX.1958", german, "1958", "year", { year: 1958, day: 15 }],
    ["15.03.XXXX", german, undefined, undefined, { month: 3, day: 15 }],
    ["29.02.XXXX", german, undefined, undefined, { month: 2, day: 29 }],
    ["XX.XX.58", shortGerman, "1958", "year", { year: 1958 }],
    ["XX MAA/MAR 1958", dutch, "1958-03", "month", { year: 1958, month: 3 }],
    ["XX XXX/XXX 1958", dutch, "1958", "year", { year: 1958 }],
    ["10 XXX/XXX 1965", dutch, "1965", "year", { year: 1965, day: 10 }],
    ["XX XXX 1958", dutch, "1958", "year", { year: 1958 }],
    // One of the two names says what the other does not.
    ["XX MAA/XXX 1958", dutch, "1958-03", "month", { year: 1958, month: 3 }],
    ["XX/XX/1958", aadhaar, "1958", "year", { year: 1958 }],
    ["58<<<<", machine, "1958", "year", { year: 1958 }],
    ["5803<<", machine, "1958-03", "month", { year: 1958, month: 3 }],
    ["58XXXX", machine, "1958", "year", { year: 1958 }],
    ["580000", machine, "1958", "year", { year: 1958 }],
    ["XX ม.ค. 2501", thai, "1958-01", "month", { year: 1958, month: 1 }],
    ["00 XXX 2501", thai, "1958", "year", { year: 1958 }],
  ])("%j keeps what is known", (text, rule, value, precision, parts) => {
    const known = {
      reason: "partly-unknown",
      explanation: expect.stringMatching(/^[A-Z].*\.$/),
      parts,
    };
    expect(parseDate(text, rule, { today })).toMatchObject({
      value,
      precision,
      raw: text,
      ...(value === undefined ? known : { caveat: known }),
    });
  });

  it.each<[string, DateRule, string]>([
    ["XX.XX.XXXX", german, "unknown"],
    ["<<<<<<", machine, "unknown"],
    ["XXXX", aadhaar, "unknown"],
    // A day of no month is a misread month.
    ["01.00.1990", german, "impossible-date"],
    ["XX.13.1958", german, "impossible-date"],
    ["32.XX.1958", german, "impossible-date"],
    ["31.04.XXXX", german, "impossible-date"],
    ["XX.XX.0000", german, "year-out-of-range"],
    ["XX.XX.19XX", german, "format"],
    ["X1.08.1958", german, "format"],
    ["XX.1958", german, "format"],
    ["XXXXX", machine, "format"],
    ["XX Mxx/MAR 1958", dutch, "unknown-month"],
  ])("%j is not taken for more than it is", (text, rule, reason) => {
    expect(parseDate(text, rule, { today })).toMatchObject({ value: undefined, reason });
  });

  it("is not a problem where at least the year is known", () => {
    const card = normalize("recognizeGermanIdCard", { DateOfBirth: "XX.XX.1958" });
    expect(card.birthDate).toMatchObject({
      value: "1958",
      caveat: { reason: "partly-unknown" },
    });
    expect(card.problems).toEqual([]);
    expect(
      normalize("recognizeGermanIdCard", { DateOfBirth: "15.03.XXXX" }).problems,
    ).toMatchObject([{ attribute: "birthDate", reason: "partly-unknown" }]);
  });

  it("has no member for it where all is printed", () => {
    const date = parseDate("12.08.1983", german);
    expect(Object.keys(date).sort()).toEqual(["precision", "raw", "value"]);
  });
});

describe("a year alone", () => {
  it("is the birth date of an older Aadhaar card", () => {
    const card = normalize("recognizeIndianAadhaarFront", { DateOfBirth: "1958" });
    expect(card.birthDate).toEqual({
      value: "1958",
      precision: "year",
      raw: "1958",
      field: "DateOfBirth",
    });
    expect(card.problems).toEqual([]);
  });

  it("is the rest of a misread date where the contract knows no such birth date", () => {
    expect(normalize("recognizeGermanIdCard", { DateOfBirth: "1958" }).birthDate).toMatchObject({
      value: undefined,
      reason: "format",
    });
  });
});

describe("a document without an end", () => {
  const card = (fields: object) =>
    normalize("recognizeThaiDocument", { cardTypeEn: "Thai National ID Card", ...fields });
  const licence = (fields: object) =>
    normalize("recognizeThaiDocument", { cardTypeEn: "Driving License", ...fields });

  it.each([
    ["LIFELONG", card({ expiryDateEN: "LIFELONG" })],
    ["Life long", card({ expiryDateEN: "Life long" })],
    ["ตลอดชีพ", card({ expiryDateTH: "ตลอดชีพ" })],
    ["ตลอด\u200Bชีพ", card({ expiryDateTH: "ตลอด\u200Bชีพ" })],
    ["ตลอดชีพ", card({ expiryDateEN: "ตลอดชีพ" })],
    ["LIFETIME", licence({ expiryDate: "LIFETIME" })],
    ["ตลอดชีพ", licence({ expiryDate: "ตลอดชีพ" })],
    ["-", normalize("recognizeGermanDrivingLicence", { DateOfExpiry: "-" })],
    ["––", normalize("recognizeGermanDrivingLicence", { DateOfExpiry: "––" })],
  ])("says so by %j", (raw, document) => {
    expect(document).toMatchObject({
      expiryDate: {
        value: undefined,
        precision: undefined,
        raw,
        reason: "no-end",
        explanation: expect.stringMatching(/^[A-Z].*\.$/),
      },
      problems: [],
    });
  });

  it.each(["SEUMUR HIDUP", "INDEFINIDO", "unbefristet"])("says so by %j of a rule", (text) => {
    const rule = { formats: ["dd-MM-yyyy"], noEnd: [text] };
    expect(parseDate(text.toLowerCase(), rule)).toMatchObject({ reason: "no-end" });
    expect(parseDate("31-12-2030", rule)).toMatchObject({ value: "2030-12-31" });
    expect(parseDate(text, { formats: rule.formats })).toMatchObject({ reason: "format" });
  });

  it.each([
    ["LIFELONG", "ตลอดชีพ", "valid", 0],
    ["LIFELONG", "31 ธ.ค. 2571", "invalid", 0],
    ["31 Dec. 2028", "ตลอดชีพ", "invalid", 0],
    ["LIFEL0NG", "ตลอดชีพ", "not-applicable", 1],
  ])(
    "agrees with itself in two languages: %j and %j",
    (expiryDateEN, expiryDateTH, result, bad) => {
      const document = card({ expiryDateEN, expiryDateTH });
      expect(document.checks.find(({ check }) => check === "agreement")?.result).toBe(result);
      expect(document.problems).toHaveLength(bad);
    },
  );

  it("is not said of a birth", () => {
    expect(card({ birthEn: "LIFELONG" }).birthDate).toMatchObject({ reason: "format" });
  });
});

describe("dates that are known to different parts", () => {
  const births = (birthTh: string, birthEn: string) => {
    const document = normalize("recognizeThaiDocument", {
      cardTypeEn: "Thai National ID Card",
      birthTh,
      birthEn,
    });
    const agreement = document.checks.find(({ check }) => check === "agreement");
    return [document.birthDate?.value, agreement?.result];
  };

  it.each([
    ["1 ม.ค. 2501", "XX Jan. 1958", "1958-01-01", "valid"],
    ["1 ม.ค. 2501", "XX XXX 1958", "1958-01-01", "valid"],
    ["XX ม.ค. 2501", "1 Jan. 1958", "1958-01-01", "valid"],
    ["1 ม.ค. 2501", "1 XXX 1958", "1958-01-01", "valid"],
    ["1 ม.ค. 2501", "2 XXX 1958", "1958", "invalid"],
    ["1 ม.ค. 2501", "XX XXX 1959", "1959", "invalid"],
    ["1 ม.ค. 2501", "1 Jan. XXXX", "1958-01-01", "valid"],
    ["1 ม.ค. 2501", "2 Jan. XXXX", "1958-01-01", "invalid"],
    ["XX XXX 2501", "1 Jan. XXXX", "1958", "not-applicable"],
    ["1 ม.ค. 2501", "XX XXX XXXX", "1958-01-01", "not-applicable"],
  ])("%j and %j are compared by the parts that both have", (thaiText, english, value, result) => {
    expect(births(thaiText, english)).toEqual([value, result]);
  });
});
