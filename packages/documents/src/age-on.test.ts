import { describe, expect, it } from "vitest";
import { ageOn, normalize } from "./index.js";

const day = "2025-06-30";
const german = (DateOfBirth: string) => normalize("recognizeGermanIdCard", { DateOfBirth });
const aadhaar = (DateOfBirth: string) => normalize("recognizeIndianAadhaarFront", { DateOfBirth });
const thai = (birthTh: string, birthEn = "") =>
  normalize("recognizeThaiDocument", { cardTypeEn: "Thai National ID Card", birthTh, birthEn });

describe("ageOn", () => {
  it.each([
    ["on a birthday", german("30.06.2007"), 18, 18],
    ["the day before a birthday", german("01.07.2007"), 17, 17],
    ["the day after a birthday", german("29.06.2007"), 18, 18],
    ["on the day of birth", german("30.06.2025"), 0, 0],
    ["of a year alone", aadhaar("1958"), 66, 67],
    ["of a year with unknown parts", german("XX.XX.1958"), 66, 67],
    ["of a month that is over", german("XX.05.1958"), 67, 67],
    ["of a month that is not yet", german("00.07.1958"), 66, 66],
    ["of this month", german("XX.06.1958"), 67, 67],
    ["of this year", aadhaar("2025"), 0, 0],
    ["of a Thai date that may be of two years", thai("15 ก.พ. 2482"), 85, 86],
    ["of a Thai date that the English one settles", thai("15 ก.พ. 2482", "15 Feb. 1940"), 85, 85],
  ])("%s", (_name, document, least, most) => {
    expect(ageOn(document, day)).toEqual({ least, most });
    expect(ageOn(document, new Date(`${day}T00:00:00Z`))).toEqual({ least, most });
  });

  it.each([
    ["without a birth date", german("")],
    ["with one that cannot be read", german("O1.07.2007")],
    ["without its year", german("01.07.XXXX")],
    ["on a side that shows none", normalize("recognizeColombianIdCardFront", {})],
    ["born after the day", german("01.07.2025")],
    ["born in a later year", aadhaar("2026")],
  ])("%s is not known", (_name, document) => {
    expect(ageOn(document, day)).toBeUndefined();
  });

  it.each([
    ["2025-02-28", 17],
    ["2025-03-01", 18],
  ])("of somebody born on 29 February is on %s %d", (on, years) => {
    expect(ageOn(german("29.02.2007"), on)).toBeUndefined();
    expect(ageOn(german("29.02.2008"), on)).toEqual({ least: years - 1, most: years - 1 });
    expect(ageOn(german("29.02.2008"), "2028-02-29")).toEqual({ least: 20, most: 20 });
  });

  it("refuses what is not a day", () => {
    expect(() => ageOn(german("30.06.2007"), "today")).toThrow(
      new TypeError("day must be a Date or a YYYY-MM-DD string."),
    );
  });
});
