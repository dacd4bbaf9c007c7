import fc from "fast-check";
import { stdnum } from "stdnum";
import { describe, expect, it } from "vitest";
import type { CheckResult } from "../document.js";
import { numberSchemes, type NumberScheme } from "../generated/documents.js";
import { checkNumber, type NumberOptions } from "./check-number.js";
import { hasIcaoCheckDigit } from "./icao-7-3-1.js";
import { hasLuhnCheckDigit } from "./luhn.js";
import { hasVerhoeffCheckDigit } from "./verhoeff.js";

const today = "2025-06-30";

/** Whether the reference implementation accepts a number. */
function reference(country: string, kind: string): (text: string) => boolean {
  const known = stdnum[country]?.[kind];
  if (known === undefined) throw new Error(`stdnum has no ${kind} of ${country}.`);
  return (text) => known.validate(text).isValid;
}

const references: Partial<Record<NumberScheme, (text: string) => boolean>> = {
  "de-identity-card": reference("DE", "passport"),
  "se-personnummer": reference("SE", "personnummer"),
  "in-aadhaar": reference("IN", "aadhaar"),
  "in-aadhaar-vid": reference("IN", "vid"),
  "th-citizen": reference("TH", "idnr"),
  "mx-curp": reference("MX", "curp"),
};

/**
 * Puts the check digit of the reference in place of `?`. No number of a person that has the right check
 * digit is written out in this file, but for official specimens.
 */
function complete(scheme: NumberScheme, text: string): string {
  if (!text.includes("?")) return text;
  const accepts = references[scheme];
  const found = Array.from({ length: 10 }, (_, digit) => text.replace("?", String(digit))).filter(
    (number) => accepts?.(number),
  );
  expect(found, `${scheme} ${text}`).toHaveLength(1);
  return found[0] ?? "";
}

const yes = "valid";
const no = "invalid";
const none = "not-applicable";

type Source = "source sample" | "ICAO 9303" | "issuer's specimen" | "stdnum" | "invented";
type Row = readonly [
  scheme: NumberScheme,
  text: string,
  results: readonly CheckResult[],
  source: Source,
  known?: NumberOptions,
];

/** `?` is the check digit of the reference. Results: form, check digit, birth date, sex. */
const rows: readonly Row[] = [
  ["de-identity-card", "LZ6311T47", [yes, none], "issuer's specimen"],
  ["de-identity-card", "LZ6311T475", [yes, yes], "issuer's specimen"],
  ["de-identity-card", "LZ6311 T475", [yes, yes], "issuer's specimen"],
  ["de-identity-card", " L01X00T471 ", [yes, yes], "issuer's specimen"],
  ["de-identity-card", "T220001293", [yes, yes], "issuer's specimen"],
  ["de-identity-card", "C01X00T478", [yes, yes], "issuer's specimen"],
  ["de-identity-card", "C01X00T47?", [yes, yes], "stdnum"],
  ["de-identity-card", "C01X00T479", [yes, no], "stdnum"],
  ["de-identity-card", "L01X00T470", [yes, no], "invented"],
  ["de-identity-card", "LO1X00T47", [no, none], "source sample"],
  ["de-identity-card", "LZ6311T4", [no, none], "invented"],
  ["de-identity-card", "LZ6311T4755", [no, none], "invented"],
  ["de-identity-card", "lz6311t47", [yes, none], "invented"],
  ["de-identity-card", "A01X00T47", [no, none], "invented"],
  ["de-driving-licence", "B072RRE2I55", [yes, yes], "issuer's specimen"],
  ["de-driving-licence", "B072RRE2 I55", [yes, yes], "source sample"],
  // The last character counts the copies and is not covered.
  ["de-driving-licence", "B072RRE2I5A", [yes, yes], "invented"],
  ["de-driving-licence", "B072RRE2I65", [yes, no], "invented"],
  ["de-driving-licence", "B072RRE2I45", [yes, no], "invented"],
  // A remainder of ten. No authority has a key of zeros.
  ["de-driving-licence", "00000000AX1", [yes, yes], "invented"],
  ["de-driving-licence", "00000000A01", [yes, no], "invented"],
  ["de-driving-licence", "B072RRE2IA5", [no, none], "invented"],
  ["de-driving-licence", "B072RRE2I5", [no, none], "invented"],
  ["de-driving-licence", "B072RRE2-55", [no, none], "invented"],
  ["nl-identity-card", "SPECI2021", [yes, none], "issuer's specimen"],
  ["nl-identity-card", "SPECI20212", [yes, yes], "issuer's specimen"],
  ["nl-identity-card", "SPECI20142", [yes, yes], "issuer's specimen"],
  ["nl-identity-card", "SPECI20213", [yes, no], "invented"],
  ["nl-identity-card", "SPOCI2021", [no, none], "invented"],
  ["nl-identity-card", "1PECI2021", [no, none], "invented"],
  ["no-identity-card", "GDC000001", [yes, none], "issuer's specimen"],
  ["no-identity-card", "GDC0000014", [yes, yes], "invented"],
  ["no-identity-card", "GDC0000015", [yes, no], "invented"],
  ["no-identity-card", "GD0000001", [no, none], "invented"],
  ["no-card-access-number", "164745", [yes, none], "issuer's specimen"],
  ["no-card-access-number", " 164745 ", [yes, none], "invented"],
  ["no-card-access-number", "16474", [no, none], "invented"],
  ["no-card-access-number", "16474S", [no, none], "invented"],
  ["se-identity-card", "59000002", [yes, none], "issuer's specimen"],
  ["se-identity-card", "5900000", [no, none], "invented"],
  // The ninth digit of the Swedish specimen is even: a woman.
  ["se-personnummer", "820821-2384", [yes, yes, none, none], "issuer's specimen"],
  [
    "se-personnummer",
    "820821-2384",
    [yes, yes, yes, yes],
    "issuer's specimen",
    { birthDate: "1982-08-21", sex: "F" },
  ],
  [
    "se-personnummer",
    "8208212384",
    [yes, yes, yes, none],
    "issuer's specimen",
    { birthDate: "1982" },
  ],
  [
    "se-personnummer",
    "820821-2384",
    [yes, yes, no, no],
    "invented",
    { birthDate: "1982-08-22", sex: "M" },
  ],
  ["se-personnummer", "820821-2385", [yes, no, none, none], "invented"],
  [
    "se-personnummer",
    "820821+2384",
    [yes, yes, yes, none],
    "invented",
    { birthDate: "1882-08-21" },
  ],
  ["se-personnummer", "820821+2384", [yes, yes, no, none], "invented", { birthDate: "1982-08-21" }],
  [
    "se-personnummer",
    "900101-000?",
    [yes, yes, yes, yes],
    "invented",
    { birthDate: "1990-01-01", sex: "F" },
  ],
  [
    "se-personnummer",
    "900161-000?",
    [yes, yes, yes, none],
    "invented",
    { birthDate: "1990-01-01" },
  ],
  [
    "se-personnummer",
    "250101+000?",
    [yes, yes, yes, none],
    "invented",
    { birthDate: "1925-01-01" },
  ],
  ["se-personnummer", "900231-0001", [yes, no, no, none], "invented"],
  ["se-personnummer", "82082-2384", [no, none, none, none], "invented"],
  ["se-personnummer", "19820821-2384", [yes, yes, none, none], "issuer's specimen"],
  [
    "se-personnummer",
    "198208212384",
    [yes, yes, yes, yes],
    "issuer's specimen",
    { birthDate: "1982-08-21", sex: "F" },
  ],
  [
    "se-personnummer",
    "18820821-2384",
    [yes, yes, no, none],
    "invented",
    { birthDate: "1982-08-21" },
  ],
  ["se-personnummer", "1982082-2384", [no, none, none, none], "invented"],
  ["se-personnummer", "17820821-2384", [no, none, none, none], "invented"],
  // Coordination numbers. The month 00 and the day 60 are not known.
  ["se-personnummer", "900060-0005", [yes, no, yes, none], "invented", { birthDate: "1990-05-17" }],
  ["se-personnummer", "900060-0005", [yes, no, yes, none], "invented", { birthDate: "1990" }],
  ["se-personnummer", "900060-0005", [yes, no, no, none], "invented", { birthDate: "1991-05-17" }],
  ["se-personnummer", "900060-0005", [yes, no, none, none], "invented"],
  ["se-personnummer", "900560-0000", [yes, no, yes, none], "invented", { birthDate: "1990-05-17" }],
  ["se-personnummer", "900560-0000", [yes, no, no, none], "invented", { birthDate: "1990-06-17" }],
  ["se-personnummer", "900077-0005", [yes, no, yes, none], "invented", { birthDate: "1990-05-17" }],
  ["se-personnummer", "900077-0005", [yes, no, no, none], "invented", { birthDate: "1990-05-18" }],
  ["se-personnummer", "19900060-0005", [yes, no, yes, none], "invented", { birthDate: "1990-05" }],
  // Nobody is born after today.
  ["se-personnummer", "20250630-0001", [yes, no, none, none], "invented"],
  ["se-personnummer", "20250701-0001", [yes, no, no, none], "invented"],
  ["se-personnummer", "20260060-0001", [yes, no, no, none], "invented"],
  // Only coordination numbers leave something unknown.
  ["se-personnummer", "900017-0005", [yes, no, no, none], "invented", { birthDate: "1990-05-17" }],
  ["se-personnummer", "900500-0005", [yes, no, no, none], "invented", { birthDate: "1990-05-17" }],
  ["se-personnummer", "900092-0005", [yes, no, no, none], "invented"],
  ["se-personnummer", "900292-0005", [yes, no, no, none], "invented"],
  ["in-aadhaar", "99990000111?", [yes, yes], "invented"],
  ["in-aadhaar", "9999 0000 111?", [yes, yes], "invented"],
  ["in-aadhaar", "22222222222?", [yes, yes], "invented"],
  ["in-aadhaar", "999900001111", [yes, no], "invented"],
  ["in-aadhaar", "199900001111", [no, none], "invented"],
  ["in-aadhaar", "99990000111", [no, none], "invented"],
  ["in-aadhaar", "9999-0000-1111", [no, none], "invented"],
  ["in-aadhaar", "9999OOOO1111", [no, none], "invented"],
  ["in-aadhaar-vid", "999900001111222?", [yes, yes], "invented"],
  ["in-aadhaar-vid", "9999 0000 1111 2222", [yes, no], "invented"],
  ["in-aadhaar-vid", "99990000111122", [no, none], "invented"],
  ["in-pan", "AAAPU0000A", [yes, none], "invented"],
  ["in-pan", "AAAPU 0000 A", [yes, none], "invented"],
  ["in-pan", "AAAXU0000A", [no, none], "invented"],
  ["in-pan", "AAAPU000AA", [no, none], "invented"],
  [
    "id-nik",
    "3171010101900000",
    [yes, none, yes, yes],
    "invented",
    { birthDate: "1990-01-01", sex: "M" },
  ],
  // Women have 40 added to the day.
  [
    "id-nik",
    "3171014101900000",
    [yes, none, yes, yes],
    "invented",
    { birthDate: "1990-01-01", sex: "F" },
  ],
  [
    "id-nik",
    "3171014101900000",
    [yes, none, yes, no],
    "invented",
    { birthDate: "1990-01-01", sex: "M" },
  ],
  [
    "id-nik",
    "3171017112050000",
    [yes, none, yes, yes],
    "invented",
    { birthDate: "2005-12-31", sex: "F" },
  ],
  ["id-nik", "3171010101900000", [yes, none, no, none], "invented", { birthDate: "1991-01-01" }],
  ["id-nik", "3171013202900000", [yes, none, no, none], "invented"],
  ["id-nik", "3171017202900000", [yes, none, no, none], "invented"],
  ["id-nik", "3171012902000000", [yes, none, none, none], "invented"],
  ["id-nik", "317101010190000", [no, none, none, none], "invented"],
  ["th-citizen", "110070000001?", [yes, yes], "invented"],
  ["th-citizen", "1-1007-00000-01-?", [yes, yes], "invented"],
  ["th-citizen", "111111111111?", [yes, yes], "invented"],
  ["th-citizen", "1100700000011", [yes, no], "invented"],
  ["th-citizen", "9100700000011", [no, none], "invented"],
  ["th-citizen", "110070000001", [no, none], "invented"],
  ["th-driving-licence", "00000000", [yes, none], "invented"],
  ["th-driving-licence", "0000000", [no, none], "invented"],
  [
    "mx-curp",
    "EEPY900101MDFJRL0?",
    [yes, yes, yes, yes],
    "invented",
    { birthDate: "1990-01-01", sex: "F" },
  ],
  ["mx-curp", "EEPY900101HDFJRL0?", [yes, yes, none, yes], "invented", { sex: "M" }],
  ["mx-curp", "EEPY900101XDFJRL0?", [yes, yes, none, yes], "invented", { sex: "X" }],
  ["mx-curp", "EEPY050101MDFJRLA?", [yes, yes, yes, none], "invented", { birthDate: "2005-01-01" }],
  // A digit in the seventeenth place: born before 2000.
  ["mx-curp", "EEPY050101MDFJRL0?", [yes, yes, no, none], "invented", { birthDate: "2005-01-01" }],
  ["mx-curp", "EEPY900101MDFJRL00", [yes, no, none, no], "invented", { sex: "M" }],
  // A letter in that place: born from 2000 on, and here after today.
  ["mx-curp", "EEPY900101MDFJRLA0", [yes, no, no, none], "invented"],
  ["mx-curp", "EEPY900231MDFJRL00", [yes, no, no, none], "invented"],
  ["mx-curp", "EEPY900101ADFJRL00", [no, none, none, none], "invented"],
  ["mx-curp", "EEPY900101MDFJRL0", [no, none, none, none], "invented"],
  ["mx-clave-de-elector", "EJPRYL90010109M000", [yes, none], "invented"],
  ["mx-clave-de-elector", "EJPRYL90010109F000", [no, none], "invented"],
  ["co-cedula", "1.999.999.999", [yes, none], "invented"],
  ["co-cedula", "1 999 999 999", [yes, none], "invented"],
  ["co-cedula", "99", [no, none], "invented"],
  ["co-cedula", "", [no, none], "invented"],
];

const names = ["form", "check-digit", "birth-date", "sex"];

describe("a number that is never issued", () => {
  it.each<[NumberScheme, string, CheckResult]>([
    ["in-pan", "AAAPU0000A", no],
    ["in-pan", "aaapu 0000 a", no],
    ["in-pan", "AAAPU0001A", yes],
    ["in-pan", "AAAPU1000A", yes],
    ["in-pan", "AAAXU0000A", none],
    ["id-nik", "0000000101900001", no],
    ["id-nik", "0171010101900001", no],
    ["id-nik", "3100010101900001", no],
    ["id-nik", "3171000101900001", no],
    ["id-nik", "3171010101900000", no],
    ["id-nik", "3171010101900001", yes],
    ["id-nik", "317101010190000", none],
    ["in-aadhaar", "222222222222", no],
    ["in-aadhaar", "234567765432", no],
    ["in-aadhaar", "999900001111", yes],
    ["in-aadhaar-vid", "2222222222222222", no],
    ["in-aadhaar-vid", "2345678998765432", no],
    ["in-aadhaar-vid", "9999000011112222", yes],
    ["mx-curp", "PEDO900101MDFJRL00", no],
    ["mx-curp", "PXDO900101MDFJRL00", yes],
  ])("%s %s: %s", (scheme, text, result) => {
    const { checks } = checkNumber(scheme, text, { today });
    expect(checks.find(({ check }) => check === "issuable")?.result).toBe(result);
    // What else is tested does not depend on it.
    expect(checks[0]?.result).toBe(result === none ? no : yes);
  });

  it.each<[NumberScheme, string]>([
    ["in-aadhaar-vid", "1999000011112222"],
    ["in-aadhaar-vid", "0999000011112222"],
    ["mx-curp", "EEPY900101MXXJRL00"],
  ])("%s %s has not even the form", (scheme, text) => {
    expect(checkNumber(scheme, text, { today }).checks[0]?.result).toBe(no);
  });
});

describe("checkNumber", () => {
  it.each(rows.map((row) => ({ row, title: `${row[0]} ${row[1]} (${row[3]})` })))(
    "finds $title",
    ({ row }) => {
      const [scheme, text, results, , known] = row;
      const number = complete(scheme, text);
      const reading = checkNumber(scheme, number, { today, ...known });
      const tested = reading.checks.filter(({ check }) => check !== "issuable");
      expect(tested.map(({ check, result }) => [check, result])).toEqual(
        results.map((result, index) => [names[index], result]),
      );
      expect(reading).toMatchObject({ scheme, raw: number });
      for (const { explanation } of reading.checks) expect(explanation).toMatch(/^[A-Z].*\.$/);
    },
  );

  it("has a table with every scheme, of its size", () => {
    expect([...new Set(rows.map(([scheme]) => scheme))].sort()).toEqual(
      Object.keys(numberSchemes).sort(),
    );
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  it("takes out what the scheme ignores", () => {
    expect(checkNumber("co-cedula", "1.999.999.999").value).toBe("1999999999");
    expect(checkNumber("se-personnummer", "820821+2384").value).toBe("820821+2384");
  });

  it("names the schemes when there is no such one", () => {
    const scheme: NumberScheme = JSON.parse('"toString"');
    expect(() => checkNumber(scheme, "1")).toThrow(
      /^There is no scheme "toString"\. There are: de-identity-card, .*co-cedula/,
    );
  });
});

/** Digits, so that each may be the check digit. */
const digits = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9]{${String(length)}}$`), { maxLength: length });

const result = (scheme: NumberScheme, text: string) =>
  checkNumber(scheme, text, { today }).checks.find(({ check }) => check === "check-digit")?.result;

describe("the check digit is that of stdnum", () => {
  it.each([
    ["in-aadhaar", /^[2-9][0-9]{11}$/],
    ["in-aadhaar-vid", /^[2-9][0-9]{15}$/],
    ["th-citizen", /^[1-8][0-9]{12}$/],
    ["se-personnummer", /^[5-9][0-9](0[1-9]|1[0-2])[01267][1-8]-[0-9]{4}$/],
    ["de-identity-card", /^[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]$/],
    [
      "mx-curp",
      /^X[AEIOU]XX[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[HMX](DF|NE|JC)[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9][0-9]$/,
    ],
  ] as const)("for %s", (scheme, form) => {
    const accepts = references[scheme];
    fc.assert(
      fc.property(fc.stringMatching(form), fc.nat(9), (text, digit) => {
        const number = text.slice(0, -1) + String(digit);
        // The reference refuses numbers that read the same backwards.
        fc.pre(number !== Array.from(number).reverse().join(""));
        expect(result(scheme, number)).toBe(accepts?.(number) === true ? "valid" : "invalid");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("an algorithm", () => {
  it.each([
    ["D231458907", "ICAO 9303"],
    ["L898902C36", "ICAO 9303"],
    ["5207273", "ICAO 9303"],
    ["7408122", "ICAO 9303"],
    ["1204159", "ICAO 9303"],
  ])("finds the weights 7, 3, 1 in %s (%s)", (text) => {
    expect(hasIcaoCheckDigit(text)).toBe(true);
  });

  it("finds every single wrong digit", () => {
    fc.assert(
      fc.property(digits(11), fc.nat(11), fc.integer({ min: 1, max: 9 }), (start, place, more) => {
        for (const test of [hasVerhoeffCheckDigit, hasLuhnCheckDigit]) {
          const [right = ""] = Array.from(
            { length: 10 },
            (_, digit) => start + String(digit),
          ).filter((number) => test(number));
          const wrong = (Number(right[place]) + more) % 10;
          expect(test(right)).toBe(true);
          expect(test(right.slice(0, place) + String(wrong) + right.slice(place + 1))).toBe(false);
        }
      }),
    );
  });

  it("finds exchanged neighbours, where it is Verhoeff's", () => {
    fc.assert(
      fc.property(digits(11), fc.nat(10), (start, place) => {
        const [right = ""] = Array.from({ length: 10 }, (_, digit) => start + String(digit)).filter(
          (number) => hasVerhoeffCheckDigit(number),
        );
        fc.pre(right[place] !== right[place + 1]);
        const exchanged =
          right.slice(0, place) +
          (right[place + 1] ?? "") +
          (right[place] ?? "") +
          right.slice(place + 2);
        expect(hasVerhoeffCheckDigit(exchanged)).toBe(false);
      }),
    );
  });
});
