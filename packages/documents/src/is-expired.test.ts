import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isExpired, normalize, type DocumentDate } from "./index.js";

const today = "2025-06-30";
const german = (DateOfExpiry: string) => normalize("recognizeGermanIdCard", { DateOfExpiry });
const mexican = (expiryYear: string) => normalize("recognizeMexicanIdCard", { expiryYear });
const thai = (expiryDateTH: string) =>
  normalize("recognizeThaiDocument", { cardTypeEn: "Thai National ID Card", expiryDateTH });

describe("isExpired", () => {
  it.each([
    ["on the last day", german("30.06.2025"), false],
    ["the day before it", german("01.07.2025"), false],
    ["the day after it", german("29.06.2025"), true],
    // The contract: the year at whose end the card expires.
    ["in the last year", mexican("2025"), false],
    ["in the year after it", mexican("2024"), true],
    ["without an end", thai("ตลอดชีพ"), false],
    ["without a day of expiry", german(""), undefined],
    ["with one that cannot be read", german("O1.07.2025"), undefined],
    ["on a card that shows none", normalize("recognizeIndianPan", {}), undefined],
    // Nothing tells which day of the year or of the month it is.
    ["in a year without its day", german("XX.XX.2025"), undefined],
    ["after a year without its day", german("XX.XX.2024"), true],
    ["before a year without its day", german("XX.XX.2026"), false],
    ["in a month without its day", german("XX.06.2025"), undefined],
    ["before a month without its day", german("XX.07.2025"), false],
    ["after a month without its day", german("00.05.2025"), true],
    ["without its year", german("01.01.XXXX"), undefined],
  ])("%s", (_name, document, expired) => {
    expect(isExpired(document, today)).toBe(expired);
    expect(isExpired(document, new Date(`${today}T23:59:59Z`))).toBe(expired);
  });

  it("is sure on the first and the last day of what may be", () => {
    const card = german("XX.02.2024");
    expect(
      ["2024-01-31", "2024-02-01", "2024-02-02", "2024-02-29", "2024-03-01"].map((day) =>
        isExpired(card, day),
      ),
    ).toEqual([false, false, undefined, undefined, true]);
  });

  it("never turns back", () => {
    const number = fc.integer({ min: 0, max: 20_000 });
    const isoDay = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(number, number, number, (expiry, one, other) => {
        const expiryDate: DocumentDate = {
          value: isoDay(expiry),
          precision: "day",
          raw: "",
          field: "",
        };
        const [first, last] = [Math.min(one, other), Math.max(one, other)].map((days) =>
          isExpired({ expiryDate }, isoDay(days)),
        );
        expect(first === true && last === false).toBe(false);
      }),
    );
  });

  it.each(["", "30.06.2025", "2025-02-30", new Date("x")])("refuses the day %s", (day) => {
    expect(() => isExpired(german("30.06.2025"), day)).toThrow(
      new TypeError("day must be a Date or a YYYY-MM-DD string."),
    );
  });
});
