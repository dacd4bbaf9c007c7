import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitValue } from "./digit-value.js";
import { foldNumber, foldText } from "./fold-text.js";

/** The decimal digits of a text, by the tables of ICU and not by the function under test. */
const digitsOfSystems = new Map<string, string>(
  Intl.supportedValuesOf("numberingSystem").flatMap((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false });
    return Array.from({ length: 10 }, (_, value) => [format.format(value), String(value)] as const);
  }),
);
const decimalDigits = [...digitsOfSystems].filter(([digit]) => /^\p{Decimal_Number}$/u.test(digit));

describe("digitValue", () => {
  it("knows the digits of every numbering system of ICU", () => {
    expect(decimalDigits.length).toBeGreaterThan(400);
    for (const [digit, value] of decimalDigits)
      expect(digitValue(digit), digit).toBe(Number(value));
  });

  it.each(["", "a", "½", "²", "①", "Ⅷ", "一", "٫", "\u{1F101}"])("gives %j no value", (text) => {
    expect(digitValue(text)).toBeUndefined();
  });
});

describe("foldText", () => {
  it.each([
    ["a no-break space", "9999\u00A00000", "9999 0000"],
    ["a thin space", "9999\u20090000", "9999 0000"],
    ["a narrow no-break space", "9999\u202F0000", "9999 0000"],
    ["an ideographic space", "9999\u30000000", "9999 0000"],
    ["an en dash", "820821\u20132384", "820821-2384"],
    ["a minus sign", "820821\u22122384", "820821-2384"],
    ["a no-break hyphen", "820821\u20112384", "820821-2384"],
    ["a full-width hyphen", "820821\uFF0D2384", "820821-2384"],
    ["a superscript minus", "820821\u207B2384", "820821-2384"],
    ["a fraction slash", "AM\u2044B", "AM/B"],
    ["a zero-width space", "9999\u200B0000", "99990000"],
    ["a byte-order mark", "\uFEFF9999", "9999"],
    ["a soft hyphen", "MUSTER\u00ADMANN", "MUSTERMANN"],
    ["marks of direction", "\u200E9999\u202C", "9999"],
    ["Thai digits", "๑๒๓", "123"],
    ["Devanagari digits", "९९९९", "9999"],
    ["Arabic digits", "٠١٢٣", "0123"],
    ["full-width digits and letters", "ＬＺ６３１１", "LZ6311"],
    ["mathematical digits", "\u{1D7CE}\u{1D7D9}", "01"],
    ["a superscript, which is not a digit", "12²", "12²"],
    ["a fraction, which is not a digit", "1½", "1½"],
    ["a number in a circle, which is not a digit", "①", "①"],
    ["letters with marks", "N\u0303", "Ñ"],
  ])("reads %s", (_name, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});

describe("foldNumber", () => {
  it.each([
    ["lz6311t47", "LZ6311T47"],
    [" lz 6311\u00A0t47\t", "LZ 6311 T47"],
    ["straße", "STRAßE"],
  ])("makes %j %j", (text, folded) => {
    expect(foldNumber(text)).toBe(folded);
  });

  const anyText = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.constantFrom(...decimalDigits.map(([digit]) => digit)),
      fc.constantFrom("\u00A0", "\u200B", "–", "²", "½", "①", "㏠", "⒈", "\u0303", "ß", "ı"),
    ),
  );

  it("never changes, adds or loses a digit", () => {
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = parts.join("");
        const digits = Array.from(text)
          .filter((character) => /\p{Decimal_Number}/u.test(character))
          .map((character) => digitsOfSystems.get(character) ?? digitValue(character));
        for (const folded of [foldText(text), foldNumber(text)]) {
          expect(folded.match(/\p{Decimal_Number}/gu) ?? []).toEqual(digits.map(String));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("folds what is folded no further", () => {
    fc.assert(
      fc.property(anyText, (parts) => {
        const once = foldNumber(parts.join(""));
        expect(foldNumber(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
