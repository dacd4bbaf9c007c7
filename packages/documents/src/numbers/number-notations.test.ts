import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberSchemes, type NumberScheme } from "../generated/documents.js";
import { maskAadhaar } from "../mask-aadhaar.js";
import { normalize, normalizeMessage } from "../normalize.js";
import { redact } from "../redact.js";
import type { NumberRule } from "../rules.js";
import { checkNumber } from "./check-number.js";

const specimens = {
  "de-identity-card": "LZ6311T475",
  "de-driving-licence": "B072RRE2I55",
  "nl-identity-card": "SPECI20212",
  "no-identity-card": "GDC0000014",
  "no-card-access-number": "164745",
  "se-personnummer": "8208212384",
  "se-identity-card": "59000002",
  "in-aadhaar": "999900001111",
  "in-aadhaar-vid": "9999000011112222",
  "in-pan": "AAAPU0000A",
  "id-nik": "3171010101900000",
  "th-citizen": "1100700000011",
  "th-driving-licence": "00000000",
  "mx-curp": "EEPY900101MDFJRL00",
  "mx-clave-de-elector": "EJPRYL90010109M000",
  "co-cedula": "1999999999",
} as const satisfies Record<NumberScheme, string>;

const schemes = Object.keys(specimens).filter((name): name is NumberScheme =>
  Object.hasOwn(specimens, name),
);

/** The same characters in other clothes: none of these changes what a reader sees. */
const disguises: Readonly<Record<string, (character: string) => string>> = {
  "lower case": (character) => character.toLowerCase(),
  "full width": (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0),
  "digits of Thai": (character) =>
    /\d/.test(character) ? String.fromCodePoint(0x0e50 + Number(character)) : character,
  "digits of Arabic": (character) =>
    /\d/.test(character) ? String.fromCodePoint(0x0660 + Number(character)) : character,
  "digits of Devanagari": (character) =>
    /\d/.test(character) ? String.fromCodePoint(0x0966 + Number(character)) : character,
  "zero-width spaces": (character) => `${character}\u200B`,
  "a byte-order mark": (character) => `\uFEFF${character}`,
  "marks of direction": (character) => `\u200E${character}\u200F`,
};

/** What looks like a separator that a scheme ignores. */
const lookalikes: Readonly<Record<string, readonly string[]>> = {
  " ": [" ", "\u00A0", "\u2009", "\u202F", "\u3000", "\t", "\u2007"],
  "-": ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\uFF0D"],
  ".": [".", "\uFF0E"],
  ",": [",", "\uFF0C"],
};

const results = (scheme: NumberScheme, text: string) => {
  const { value, checks } = checkNumber(scheme, text, { today: "2025-06-30" });
  return { value, checks };
};

describe.each(schemes)("a number of %s", (scheme) => {
  const plain = specimens[scheme];
  const rule: NumberRule = numberSchemes[scheme];
  const separators = Array.from(rule.ignore ?? "");

  it.each(Object.entries(disguises))("is the same in %s", (_name, change) => {
    expect(results(scheme, Array.from(plain, change).join(""))).toEqual(results(scheme, plain));
  });

  it("is the same with every kind of its separators, and in any mixture", () => {
    const changes = fc.record({
      disguise: fc.constantFrom((same: string) => same, ...Object.values(disguises)),
      separator: fc.constantFrom(
        "",
        ...separators.flatMap((character) => lookalikes[character] ?? [character]),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(changes, { minLength: plain.length, maxLength: plain.length }),
        (all) => {
          const text = Array.from(plain, (character, index) => {
            const { disguise, separator } = all[index] ?? { disguise: String, separator: "" };
            return disguise(character) + separator;
          }).join("");
          expect(results(scheme, text)).toEqual(results(scheme, plain));
          expect(checkNumber(scheme, text).raw).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has no digit more, less or other than the text", () => {
    const digit = fc.constantFrom(...Array.from("0123456789๐๙٠٩०९０９"));
    const other = fc.constantFrom(
      "A",
      "x",
      " ",
      "\u00A0",
      "–",
      ".",
      ",",
      "\u200B",
      "²",
      "½",
      "①",
      "㏠",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(digit, other)), (characters) => {
        const digits = characters
          .filter((character) => /\p{Decimal_Number}/u.test(character))
          .map((character) => String(digitOf(character)));
        expect(
          results(scheme, characters.join("")).value.match(/\p{Decimal_Number}/gu) ?? [],
        ).toEqual(digits);
      }),
    );
  });
});

/** The last digit of each script in the table above is its nine. */
function digitOf(character: string): number {
  return "0๐٠०０".includes(character) ? 0 : "9๙٩९９".includes(character) ? 9 : Number(character);
}

describe("a number that people write in another way", () => {
  it.each<[NumberScheme, string, string]>([
    ["co-cedula", "1,136,879,353", "1136879353"],
    ["co-cedula", "1\u00A0999\u00A0999\u00A0999", "1999999999"],
    ["se-personnummer", "19820821-2384", "198208212384"],
    ["se-personnummer", "820821\u20132384", "8208212384"],
    ["se-personnummer", "820821\u2212２３８４", "8208212384"],
    ["th-citizen", "1 1007 00000 01 1", "1100700000011"],
    ["th-citizen", "๑-๑๐๐๗-๐๐๐๐๐-๐๑-๑", "1100700000011"],
    ["in-aadhaar", "9999\u20090000\u20091111", "999900001111"],
    ["in-pan", "aaapu0000a", "AAAPU0000A"],
    ["mx-curp", "eepy900101mdfjrl00", "EEPY900101MDFJRL00"],
  ])("%s %j is %s", (scheme, text, value) => {
    const { value: read, checks } = results(scheme, text);
    expect(read).toBe(value);
    expect(checks[0]?.result).toBe("valid");
  });

  it.each<[NumberScheme, string]>([
    ["co-cedula", "1²3"],
    ["se-identity-card", "5900000½"],
    ["se-identity-card", "5900000①"],
    ["se-personnummer", "17820821-2384"],
    ["se-personnummer", "19820821+2384"],
  ])("%s %j has no right form", (scheme, text) => {
    expect(results(scheme, text).checks[0]?.result).toBe("invalid");
  });
});

describe("values, heights and lists are folded as well", () => {
  it.each([
    "LAKI-LAKI",
    "LAKI LAKI",
    "LAKI–LAKI",
    "laki\u00A0laki",
    "LAKILAKI",
    "ＬＡＫＩ－ＬＡＫＩ",
  ])("the sex %j", (gender) => {
    expect(normalize("recognizeIndonesianIdCard", { gender }).sex).toBe("M");
  });

  it.each(["１７９ＣＭ", "179\u00A0CM", "179\u200BCM", "๑๗๙ CM", "179㎝"])(
    "the height %j",
    (Height) => {
      expect(normalize("recognizeNorwegianIdCard", { Height }).height).toBe(179);
    },
  );

  it.each(["AM/B/L", "ＡＭ／Ｂ／Ｌ", "AM\u2044B\u2044L", "AM\u200B/B/L"])(
    "the categories %j",
    (Class) => {
      const { licenceCategories } = normalize("recognizeGermanDrivingLicence", { Class });
      expect(licenceCategories).toEqual(["AM", "B", "L"]);
    },
  );

  it.each(["17–ENE–1987", "17\u2011ENE\u20111987", "17\u200B-ENE-1987", "१७-ENE-१९८७"])(
    "the date %j",
    (DateOfBirth) => {
      const { birthDate } = normalize("recognizeColombianIdCardBack", { DateOfBirth });
      expect(birthDate?.value).toBe("1987-01-17");
    },
  );

  it("a field of zero-width characters is empty", () => {
    const card = normalize("recognizeGermanIdCard", { Surname: "\u200B", DateOfBirth: "\u200B " });
    expect(card).not.toHaveProperty("surname");
    expect(card).not.toHaveProperty("birthDate");
    expect(card.problems).toEqual([]);
  });
});

describe("a masked number", () => {
  it.each([
    ["๙๙๙๙ ๐๐๐๐ ๑๑๑๑", "XXXX XXXX ๑๑๑๑"],
    ["９９９９００００１１１１", "XXXXXXXX１１１１"],
    ["9999\u00A00000\u00A01111", "XXXX\u00A0XXXX\u00A01111"],
    ["9999–0000–1111", "XXXX–XXXX–1111"],
    ["9999\u200B0000\u200B1111", "XXXX\u200BXXXX\u200B1111"],
    ["९९९९ ०००० १११", "XXXX XXXX XXX"],
    ["9999 0000 111²", "XXXX XXXX XXXX"],
  ])("%j is %j", (text, masked) => {
    expect(maskAadhaar(text)).toBe(masked);
  });

  it("shows the last four digits of every notation, and no other", () => {
    const notation = fc.constantFrom(...Object.values(disguises));
    const separator = fc.constantFrom("", ...(lookalikes[" "] ?? []), ...(lookalikes["-"] ?? []));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(notation, separator), { minLength: 12, maxLength: 12 }),
        (changes) => {
          const plain = "888877776543";
          const text = Array.from(plain, (character, index) => {
            const [change, space] = changes[index] ?? [String, ""];
            return change(character) + space;
          }).join("");
          const shown = checkNumber("co-cedula", maskAadhaar(text)).value.replaceAll("-", "");
          expect(shown).toBe("XXXXXXXX6543");
        },
      ),
    );
  });

  it("is hidden by redact in every notation", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(disguises)), (change) => {
        const CardNumber = Array.from("888877776543", change).join("");
        const card = normalizeMessage("recognizeIndianAadhaarFront", { CardNumber }, {});
        const seen = checkNumber("co-cedula", JSON.stringify(redact(card))).value;
        expect(seen).not.toMatch(/8888|7777|6543/);
      }),
    );
  });
});
