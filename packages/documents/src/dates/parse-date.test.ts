import { describe, expect, it } from "vitest";
import { documentRules } from "../generated/documents.js";
import { isoDate } from "./calendar.js";
import { monthNames, monthNumber, type MonthLanguage } from "./month-names.js";
import type { DateReason, DateRule } from "./date-types.js";
import { parseDate } from "./parse-date.js";

const today = "2025-06-30";

const rules = {
  "dd.MM.yyyy": { formats: ["dd.MM.yyyy"] },
  "dd.MM.yy past": { formats: ["dd.MM.yy"], twoDigitYear: "past" },
  "dd.MM.yy nearest": { formats: ["dd.MM.yy"], twoDigitYear: "nearest" },
  "dd/MM/yyyy": { formats: ["dd/MM/yyyy"] },
  "dd-MM-yyyy": { formats: ["dd-MM-yyyy"] },
  dutch: { formats: ["dd MMM/MMM yyyy"], languages: ["nl", "en"] },
  "norwegian past": {
    formats: ["dd MMM/MMM yy"],
    languages: ["nb", "en"],
    twoDigitYear: "past",
  },
  "norwegian nearest": {
    formats: ["dd MMM/MMM yy"],
    languages: ["nb", "en"],
    twoDigitYear: "nearest",
  },
  "swedish past": { formats: ["dd MMM/MMM yy"], languages: ["sv", "en"], twoDigitYear: "past" },
  "swedish nearest": {
    formats: ["dd MMM/MMM yy"],
    languages: ["sv", "en"],
    twoDigitYear: "nearest",
  },
  thai: { formats: ["d MMM yyyy", "d MMMM yyyy"], calendar: "buddhist", languages: ["th"] },
  "thai past": {
    formats: ["d MMM yy"],
    calendar: "buddhist",
    languages: ["th"],
    twoDigitYear: "past",
  },
  english: { formats: ["d MMM. yyyy", "d MMM yyyy", "d MMMM yyyy"], languages: ["en"] },
  spanish: { formats: ["dd-MMM-yyyy"], languages: ["es"] },
  german: { formats: ["d. MMMM yyyy", "dd MMM yyyy"], languages: ["de"] },
  yyyy: { formats: ["yyyy"] },
  "yy nearest": { formats: ["yy"], twoDigitYear: "nearest" },
  yyyyMM: { formats: ["yyyyMM"] },
  yyyyMMdd: { formats: ["yyyyMMdd"] },
} as const satisfies Record<string, DateRule>;

type Source = "source sample" | "CLDR" | "ICAO 9303" | "issuer's specimen" | "invented";
type Row = readonly [
  text: string,
  rule: keyof typeof rules,
  read: string | { readonly reason: DateReason },
  source: Source,
];

const unread = (reason: DateReason) => ({ reason });

const rows: readonly Row[] = [
  // Digits.
  ["01.08.2031", "dd.MM.yyyy", "2031-08-01", "source sample"],
  ["12.08.1983", "dd.MM.yyyy", "1983-08-12", "issuer's specimen"],
  ["29.02.2000", "dd.MM.yyyy", "2000-02-29", "invented"],
  ["29.02.2024", "dd.MM.yyyy", "2024-02-29", "invented"],
  ["31.12.1999", "dd.MM.yyyy", "1999-12-31", "invented"],
  [" 01.08.2031 ", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["1.8.2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["01. 08. 2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["01 08 2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["01,08,2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["01/08/2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["０１.０８.２０３１", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["31.02.2000", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["29.02.1900", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["29.02.2023", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["31.04.1990", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["00.01.1990", "dd.MM.yyyy", "1990-01", "invented"],
  ["01.00.1990", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["01.13.1990", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["32.01.1990", "dd.MM.yyyy", unread("impossible-date"), "invented"],
  ["01–08–2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["01.\u200B08.2031", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["०१.०८.२०३१", "dd.MM.yyyy", "2031-08-01", "invented"],
  ["01.01.0990", "dd.MM.yyyy", unread("year-out-of-range"), "invented"],
  ["01.01.2533", "dd.MM.yyyy", unread("year-out-of-range"), "invented"],
  ["01.08.31", "dd.MM.yyyy", unread("two-digit-year"), "invented"],
  ["01.08.203", "dd.MM.yyyy", unread("format"), "invented"],
  ["1990-01-31", "dd.MM.yyyy", unread("format"), "invented"],
  ["O1.08.2031", "dd.MM.yyyy", unread("format"), "invented"],
  ["01.08.2031 x", "dd.MM.yyyy", unread("format"), "invented"],
  ["01.08.2031 12", "dd.MM.yyyy", unread("format"), "invented"],
  ["01.08", "dd.MM.yyyy", unread("format"), "invented"],
  ["01082031", "dd.MM.yyyy", unread("format"), "invented"],
  ["01#08#2031", "dd.MM.yyyy", unread("format"), "invented"],
  ["01.08.-2031?", "dd.MM.yyyy", unread("format"), "invented"],
  ["XX.XX.1990", "dd.MM.yyyy", "1990", "ICAO 9303"],
  ["...", "dd.MM.yyyy", unread("format"), "invented"],
  ["unbefristet", "dd.MM.yyyy", unread("format"), "invented"],
  ["", "dd.MM.yyyy", unread("empty"), "source sample"],
  ["   ", "dd.MM.yyyy", unread("empty"), "invented"],
  ["16/07/2000", "dd/MM/yyyy", "2000-07-16", "source sample"],
  ["06/09/2020", "dd/MM/yyyy", "2020-09-06", "source sample"],
  ["13/08/1998", "dd/MM/yyyy", "1998-08-13", "source sample"],
  ["08/13/1998", "dd/MM/yyyy", unread("impossible-date"), "invented"],
  ["15/07/1987", "dd/MM/yyyy", "1987-07-15", "source sample"],
  ["01-01-1961", "dd-MM-yyyy", "1961-01-01", "source sample"],
  ["SEUMUR HIDUP", "dd-MM-yyyy", unread("format"), "invented"],
  // Two digits of the year, on the last of June 2025.
  ["15.10.90", "dd.MM.yy past", "1990-10-15", "source sample"],
  ["12.08.64", "dd.MM.yy past", "1964-08-12", "issuer's specimen"],
  ["30.06.25", "dd.MM.yy past", "2025-06-30", "invented"],
  ["01.07.25", "dd.MM.yy past", "1925-07-01", "invented"],
  ["01.01.00", "dd.MM.yy past", "2000-01-01", "invented"],
  ["29.02.00", "dd.MM.yy past", "2000-02-29", "invented"],
  ["29.02.23", "dd.MM.yy past", unread("impossible-date"), "invented"],
  ["31.02.90", "dd.MM.yy past", unread("impossible-date"), "invented"],
  ["12.08.1964", "dd.MM.yy past", "1964-08-12", "invented"],
  ["24.04.32", "dd.MM.yy nearest", "2032-04-24", "issuer's specimen"],
  ["24.04.74", "dd.MM.yy nearest", "2074-04-24", "invented"],
  ["29.06.75", "dd.MM.yy nearest", "2075-06-29", "invented"],
  ["02.07.75", "dd.MM.yy nearest", "1975-07-02", "invented"],
  ["24.04.76", "dd.MM.yy nearest", "1976-04-24", "invented"],
  ["24.04.99", "dd.MM.yy nearest", "1999-04-24", "invented"],
  ["29.02.00", "dd.MM.yy nearest", "2000-02-29", "invented"],
  // Dutch and English.
  ["10 MAA/MAR 1965", "dutch", "1965-03-10", "issuer's specimen"],
  ["02 AUG/AUG 2021", "dutch", "2021-08-02", "issuer's specimen"],
  ["01 JAN/JAN 1990", "dutch", "1990-01-01", "invented"],
  ["01 FEB/FEB 1990", "dutch", "1990-02-01", "invented"],
  ["01 MRT/MAR 1990", "dutch", "1990-03-01", "CLDR"],
  ["01 APR/APR 1990", "dutch", "1990-04-01", "invented"],
  ["01 MEI/MAY 1990", "dutch", "1990-05-01", "invented"],
  ["01 JUN/JUN 1990", "dutch", "1990-06-01", "invented"],
  ["01 JUL/JUL 1990", "dutch", "1990-07-01", "invented"],
  ["01 SEP/SEP 1990", "dutch", "1990-09-01", "invented"],
  ["01 OKT/OCT 1990", "dutch", "1990-10-01", "invented"],
  ["01 NOV/NOV 1990", "dutch", "1990-11-01", "invented"],
  ["01 DEC/DEC 1990", "dutch", "1990-12-01", "invented"],
  ["10 maa / mar 1965", "dutch", "1965-03-10", "invented"],
  ["10 Maart/March 1965", "dutch", "1965-03-10", "CLDR"],
  ["10 MAA MAR 1965", "dutch", "1965-03-10", "invented"],
  ["10MAA/MAR1965", "dutch", "1965-03-10", "invented"],
  ["10 MAA 1965", "dutch", "1965-03-10", "invented"],
  ["10 MAR 1965", "dutch", "1965-03-10", "invented"],
  ["10 MAA/APR 1965", "dutch", unread("months-disagree"), "invented"],
  ["10 JUN/JUL 1965", "dutch", unread("months-disagree"), "invented"],
  ["10 MAR/MAA 1965", "dutch", unread("unknown-month"), "invented"],
  ["10 MÖÖ/MAR 1965", "dutch", unread("unknown-month"), "invented"],
  ["10 MAA/MAI 1965", "dutch", unread("unknown-month"), "invented"],
  ["10 XXX/XXX 1965", "dutch", "1965", "ICAO 9303"],
  ["31 APR/APR 1965", "dutch", unread("impossible-date"), "invented"],
  ["10 MAA/MAR 65", "dutch", unread("two-digit-year"), "invented"],
  ["10 / 1965", "dutch", unread("format"), "invented"],
  ["MAA/MAR 1965", "dutch", unread("format"), "invented"],
  ["10 03 1965", "dutch", unread("format"), "invented"],
  ["10 MAA/MAR/MAR 1965", "dutch", unread("format"), "invented"],
  // Norwegian and English.
  ["23 APR/APR 56", "norwegian past", "1956-04-23", "issuer's specimen"],
  ["11 JUN/JUN 26", "norwegian nearest", "2026-06-11", "issuer's specimen"],
  ["17 MAI/MAY 90", "norwegian past", "1990-05-17", "CLDR"],
  ["01 OKT/OCT 90", "norwegian past", "1990-10-01", "CLDR"],
  ["24 DES/DEC 90", "norwegian past", "1990-12-24", "CLDR"],
  ["01 MARS/MAR 90", "norwegian past", "1990-03-01", "CLDR"],
  ["01 MAR/MAR 90", "norwegian past", "1990-03-01", "invented"],
  ["01 JULI/JULY 90", "norwegian past", "1990-07-01", "CLDR"],
  ["24 DEC/DEC 90", "norwegian past", unread("unknown-month"), "invented"],
  // Swedish and English.
  ["21 AUG/AUG 82", "swedish past", "1982-08-21", "issuer's specimen"],
  ["09 JUL/JUL 26", "swedish nearest", "2026-07-09", "issuer's specimen"],
  ["01 MAJ/MAY 90", "swedish past", "1990-05-01", "CLDR"],
  ["01 OKT/OCT 90", "swedish past", "1990-10-01", "CLDR"],
  ["13 DEC/DEC 90", "swedish past", "1990-12-13", "CLDR"],
  ["06 JUNI/JUNE 90", "swedish past", "1990-06-06", "CLDR"],
  ["30 JUN/JUN 25", "swedish past", "2025-06-30", "invented"],
  ["01 JUL/JUL 25", "swedish past", "1925-07-01", "invented"],
  ["01 MAI/MAY 90", "swedish past", unread("unknown-month"), "invented"],
  // Thai.
  ["29 ม.ค. 2540", "thai", "1997-01-29", "source sample"],
  ["27 พฤษภาคม 2538", "thai", "1995-05-27", "source sample"],
  ["1 ก.พ. 2533", "thai", "1990-02-01", "CLDR"],
  ["1 มี.ค. 2533", "thai", "1990-03-01", "CLDR"],
  ["1 เม.ย. 2533", "thai", "1990-04-01", "CLDR"],
  ["1 พ.ค. 2533", "thai", "1990-05-01", "CLDR"],
  ["1 มิ.ย. 2533", "thai", "1990-06-01", "CLDR"],
  ["1 ก.ค. 2533", "thai", "1990-07-01", "CLDR"],
  ["1 ส.ค. 2533", "thai", "1990-08-01", "CLDR"],
  ["1 ก.ย. 2533", "thai", "1990-09-01", "CLDR"],
  ["1 ต.ค. 2533", "thai", "1990-10-01", "CLDR"],
  ["1 พ.ย. 2533", "thai", "1990-11-01", "CLDR"],
  ["1 ธ.ค. 2533", "thai", "1990-12-01", "CLDR"],
  ["1 มกราคม 2533", "thai", "1990-01-01", "CLDR"],
  ["29 กุมภาพันธ์ 2543", "thai", "2000-02-29", "CLDR"],
  ["1 มค 2533", "thai", "1990-01-01", "invented"],
  ["1 ม.ค.2533", "thai", "1990-01-01", "invented"],
  ["๑ ม.ค. ๒๕๓๓", "thai", "1990-01-01", "invented"],
  ["29 กุมภาพันธ์ 2542", "thai", unread("impossible-date"), "invented"],
  ["1 ม.ค. 1990", "thai", unread("year-out-of-range"), "invented"],
  ["1 ม. 2533", "thai", unread("unknown-month"), "invented"],
  ["1 Jan. 2533", "thai", unread("unknown-month"), "invented"],
  ["ตลอดชีพ", "thai", unread("format"), "invented"],
  ["1 ม.ค. 33", "thai past", "1990-01-01", "invented"],
  ["29 ก.พ. 43", "thai past", "2000-02-29", "invented"],
  ["1 ม.ค. 69", "thai past", "1927-01-01", "invented"],
  ["1 เม.ย. 69", "thai past", "1926-04-01", "invented"],
  // English, as on Thai documents.
  ["29 Jan. 1997", "english", "1997-01-29", "source sample"],
  ["27 May 1995", "english", "1995-05-27", "source sample"],
  ["24 December 2018", "english", "2018-12-24", "source sample"],
  ["1 Sept. 1990", "english", "1990-09-01", "CLDR"],
  ["1 SEP 1990", "english", "1990-09-01", "CLDR"],
  ["1 june 1990", "english", "1990-06-01", "CLDR"],
  ["1 Jan.1990", "english", "1990-01-01", "invented"],
  ["1 Jan. 2533", "english", unread("year-out-of-range"), "invented"],
  ["1 Janu. 1990", "english", unread("unknown-month"), "invented"],
  // Spanish.
  ["17-ENE-1987", "spanish", "1987-01-17", "source sample"],
  ["02-FEB-2010", "spanish", "2010-02-02", "invented"],
  ["01-ABR-1990", "spanish", "1990-04-01", "CLDR"],
  ["01-AGO-1990", "spanish", "1990-08-01", "CLDR"],
  ["01-SEPT-1990", "spanish", "1990-09-01", "CLDR"],
  ["01-SET-1990", "spanish", "1990-09-01", "invented"],
  ["01-DIC-1990", "spanish", "1990-12-01", "CLDR"],
  ["01 de enero", "spanish", unread("format"), "invented"],
  ["01-JAN-1990", "spanish", unread("unknown-month"), "invented"],
  ["31-SEP-1990", "spanish", unread("impossible-date"), "invented"],
  // German.
  ["3. März 1990", "german", "1990-03-03", "CLDR"],
  ["03 MRZ 1990", "german", "1990-03-03", "invented"],
  ["03 MÄR 1990", "german", "1990-03-03", "invented"],
  ["03 MAR 1990", "german", "1990-03-03", "invented"],
  ["03 Mai 1990", "german", "1990-05-03", "CLDR"],
  ["03 OKT. 1990", "german", "1990-10-03", "CLDR"],
  ["03 DEZ 1990", "german", "1990-12-03", "CLDR"],
  ["1. Jänner 1990", "german", "1990-01-01", "CLDR"],
  ["03 DEC 1990", "german", unread("unknown-month"), "invented"],
  // Parts of a date.
  ["2011", "yyyy", "2011", "source sample"],
  ["๒๐๑๑", "yyyy", "2011", "invented"],
  ["20 11", "yyyy", unread("format"), "invented"],
  ["201", "yyyy", unread("format"), "invented"],
  ["11", "yyyy", unread("two-digit-year"), "invented"],
  ["9999", "yyyy", unread("year-out-of-range"), "invented"],
  ["31", "yy nearest", "2031", "invented"],
  ["200101", "yyyyMM", "2001-01", "source sample"],
  ["200112", "yyyyMM", "2001-12", "invented"],
  ["200113", "yyyyMM", unread("impossible-date"), "invented"],
  ["2001", "yyyyMM", unread("format"), "invented"],
  ["20010", "yyyyMM", unread("format"), "invented"],
  ["20180825", "yyyyMMdd", "2018-08-25", "source sample"],
  ["20180229", "yyyyMMdd", unread("impossible-date"), "invented"],
  ["2018825", "yyyyMMdd", unread("format"), "invented"],
  ["2018-08-25", "yyyyMMdd", unread("format"), "invented"],
];

const precisions = { 4: "year", 7: "month", 10: "day" } as const satisfies Record<number, string>;

describe("parseDate", () => {
  it.each(rows)("reads %j by %s as %j (%s)", (text, rule, read) => {
    const date = parseDate(text, rules[rule], { today });
    if (typeof read === "string") {
      const length = read.length === 4 || read.length === 7 ? read.length : 10;
      expect(date).toMatchObject({ value: read, precision: precisions[length], raw: text });
    } else {
      expect(date).toEqual({
        value: undefined,
        precision: undefined,
        raw: text,
        reason: read.reason,
        explanation: expect.stringMatching(/^[A-Z].*\.$/),
      });
    }
  });

  it("has a table of its size", () => {
    expect(rows.length).toBeGreaterThanOrEqual(120);
    expect(new Set(rows.map(([text, rule]) => `${text} ${rule}`)).size).toBe(rows.length);
  });

  it("tells how a two-digit year got its century, and only then", () => {
    expect(parseDate("15.10.90", rules["dd.MM.yy past"], { today })).toMatchObject({
      twoDigitYear: { printed: "90", rule: "past", today },
    });
    expect(parseDate("15.10.1990", rules["dd.MM.yy past"], { today })).not.toHaveProperty(
      "twoDigitYear",
    );
  });

  it("tells that the printed year was Buddhist", () => {
    expect(parseDate("29 ม.ค. 2540", rules.thai)).toHaveProperty("calendar", "buddhist");
    expect(parseDate("29 Jan. 1997", rules.english)).not.toHaveProperty("calendar");
  });

  it("takes today from a Date by its day in UTC, and from the clock", () => {
    const rule = rules["dd.MM.yy past"];
    const noon = new Date("2025-06-30T12:00:00Z");
    expect(parseDate("01.07.25", rule, { today: noon }).value).toBe("1925-07-01");
    expect(parseDate("01.07.25", rule, { today: "2025-07-01" }).value).toBe("2025-07-01");
    expect(parseDate("01.01.00", rule).value).toBe("2000-01-01");
  });

  it.each([["2025-02-30"], ["30.06.2025"], [""], [new Date("x")]])(
    "refuses %s as today",
    (wrong) => {
      expect(() => parseDate("15.10.90", rules["dd.MM.yyyy"], { today: wrong })).toThrow(
        new TypeError("today must be a Date or a YYYY-MM-DD string."),
      );
    },
  );

  it.each([["QQ yyyy"], ["ddd.MM.yyyy"], [""], ["dd.MM.yyy"]])(
    "refuses %j as a format",
    (format) => {
      expect(() => parseDate("1", { formats: [format] })).toThrow(TypeError);
    },
  );

  it.each([[["d MMM yyyy", "dd.MM.yyyy"]], [["dd.MM.yyyy", "d MMM yyyy"]]])(
    "gives the reason of the format that fits best of %j",
    (formats) => {
      expect(parseDate("1 Xxx 1990", { formats, languages: ["en"] })).toMatchObject({
        reason: "unknown-month",
      });
    },
  );

  it("knows no month without a language", () => {
    expect(parseDate("1 Jan 1990", { formats: ["d MMM yyyy"] })).toMatchObject({
      reason: "unknown-month",
    });
  });
});

const languages = ["de", "en", "es", "nb", "nl", "sv", "th"] as const satisfies MonthLanguage[];
const months = Array.from({ length: 12 }, (_, index) => index + 1);

describe.each(languages)("the months of %s", (language) => {
  it("have names that stand for one month each", () => {
    for (const month of months) {
      expect(monthNames(language, month).length).toBeGreaterThan(0);
      for (const name of monthNames(language, month)) {
        expect(monthNumber(name, language), name).toBe(month);
        expect(monthNumber(`${name.toUpperCase()}.`, language), name).toBe(month);
      }
    }
  });

  it.each(["short", "long"] as const)("have all %s forms of Intl", (width) => {
    const format = new Intl.DateTimeFormat(language, {
      day: "numeric",
      month: width,
      timeZone: "UTC",
    });
    for (const month of months) {
      const parts = format.formatToParts(new Date(Date.UTC(2001, month - 1, 5)));
      const name = parts.find(({ type }) => type === "month")?.value ?? "";
      expect(monthNumber(name, language), name).toBe(month);
    }
  });
});

it("has rows for every format and language of the contract", () => {
  const known = new Set<string>(
    Object.values(rules).flatMap((rule: DateRule) =>
      rule.formats.map((format) => `${format} ${rule.languages?.join() ?? ""}`),
    ),
  );
  for (const { field, date } of Object.values(documentRules).flatMap((documents) =>
    documents.flatMap(({ fields }) => fields),
  )) {
    for (const format of date?.formats ?? []) {
      expect(known, field).toContain(`${format} ${date?.languages?.join() ?? ""}`);
    }
  }
});

it("writes ISO 8601", () => {
  expect([isoDate(990), isoDate(1990, 1), isoDate(1990, 1, 2)]).toEqual([
    "0990",
    "1990-01",
    "1990-01-02",
  ]);
});
