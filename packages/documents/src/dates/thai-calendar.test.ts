import { describe, expect, it } from "vitest";
import { normalize } from "../normalize.js";
import type { DateRule } from "./date-types.js";
import { parseDate } from "./parse-date.js";

const thai: DateRule = {
  formats: ["d MMM yyyy", "d MMMM yyyy", "MMM yyyy", "yyyy"],
  calendar: "buddhist",
  languages: ["th"],
};

/** Until 1940 the Thai year began on 1 April; the year 2483 had only April to December. */
describe("a Thai date", () => {
  it.each([
    ["1 ม.ค. 2484", "1941-01-01"],
    ["31 มี.ค. 2484", "1941-03-31"],
    ["31 ธ.ค. 2483", "1940-12-31"],
    ["1 เม.ย. 2483", "1940-04-01"],
    ["31 ธ.ค. 2482", "1939-12-31"],
    ["1 เม.ย. 2482", "1939-04-01"],
    ["1 เม.ย. 2456", "1913-04-01"],
    ["2483", "1940"],
    ["ธ.ค. 2482", "1939-12"],
    // Only 1940 had such a day, so the year was that of the old calendar.
    ["29 ก.พ. 2482", "1940-02-29"],
  ])("%s is certainly %s", (text, value) => {
    expect(parseDate(text, thai)).toEqual({
      value,
      precision: { 4: "year", 7: "month", 10: "day" }[value.length],
      calendar: "buddhist",
      raw: text,
    });
  });

  it.each([
    // January to March ended the year. A register that counts as today would have 1939.
    ["15 ก.พ. 2482", "1940-02-15", ["1939-02-15"]],
    ["1 ม.ค. 2482", "1940-01-01", ["1939-01-01"]],
    ["31 มี.ค. 2482", "1940-03-31", ["1939-03-31"]],
    ["31 มี.ค. 2460", "1918-03-31", ["1917-03-31"]],
    ["มี.ค. 2482", "1940-03", ["1939-03"]],
    ["2482", "1939", ["1940"]],
    // The year had no such months: only a register that counts as today prints this.
    ["15 ก.พ. 2483", "1940-02-15", []],
    ["29 ก.พ. 2483", "1940-02-29", []],
  ])("%s is %s, but not certainly", (text, value, alternatives) => {
    expect(parseDate(text, thai)).toMatchObject({
      value,
      caveat: {
        reason: "calendar-change",
        explanation: expect.stringMatching(/^[A-Z].*\.$/),
        alternatives,
      },
    });
  });

  it.each(["30 ก.พ. 2482", "29 ก.พ. 2481", "31 เม.ย. 2482"])("%s never was", (text) => {
    expect(parseDate(text, thai)).toMatchObject({ value: undefined, reason: "impossible-date" });
  });

  it("with two digits of the year is of the same calendar", () => {
    const rule: DateRule = { ...thai, formats: ["d MMM yy"], twoDigitYear: "past" };
    const today = "2025-06-30";
    expect(parseDate("15 ก.พ. 82", rule, { today })).toMatchObject({
      value: "1940-02-15",
      caveat: { alternatives: ["1939-02-15"] },
    });
    expect(parseDate("29 ก.พ. 82", rule, { today }).value).toBe("1940-02-29");
  });
});

describe("the English date beside a Thai one", () => {
  const births = (birthTh: string, birthEn: string) => {
    const document = normalize("recognizeThaiDocument", {
      cardTypeEn: "Thai National ID Card",
      birthTh,
      birthEn,
    });
    const agreement = document.checks.find(({ check }) => check === "agreement");
    return { date: document.birthDate, result: agreement?.result, problems: document.problems };
  };

  it.each([
    ["15 ก.พ. 2482", "15 Feb. 1940", "valid"],
    ["15 ก.พ. 2482", "15 Feb. 1939", "valid"],
    ["15 ก.พ. 2483", "15 Feb. 1940", "valid"],
    ["15 ก.พ. 2482", "15 Feb. 1941", "invalid"],
    ["15 ก.พ. 2482", "16 Feb. 1940", "invalid"],
    ["15 เม.ย. 2482", "15 Apr. 1939", "valid"],
    ["15 เม.ย. 2482", "15 Apr. 1940", "invalid"],
  ])("%s and %s: %s", (birthTh, birthEn, agreement) => {
    const { date, result, problems } = births(birthTh, birthEn);
    expect(result).toBe(agreement);
    expect(date).toMatchObject({ field: "birthEn" });
    expect(date).not.toHaveProperty("caveat");
    expect(problems).toEqual([]);
  });

  it("is missed where the Thai one is not certain", () => {
    const { date, problems } = births("15 ก.พ. 2482", "");
    expect(date).toMatchObject({
      value: "1940-02-15",
      caveat: { alternatives: ["1939-02-15"] },
    });
    expect(problems).toEqual([
      {
        attribute: "birthDate",
        field: "birthTh",
        reason: "calendar-change",
        explanation: expect.stringMatching(/1941/),
      },
    ]);
  });
});
