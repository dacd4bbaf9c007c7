import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buddhistOffset, isoDate, isRealDay, type CalendarDay } from "./dates/calendar.js";
import { readDateFormat } from "./dates/date-format.js";
import { monthNames } from "./dates/month-names.js";
import type { DateRule } from "./dates/date-types.js";
import { parseDate } from "./dates/parse-date.js";
import { documentRules, numberSchemes, type NumberScheme } from "./generated/documents.js";
import { maskAadhaar } from "./mask-aadhaar.js";
import { documentOperationIds, normalizeMessage } from "./normalize.js";
import { checkNumber } from "./numbers/check-number.js";
import { redact } from "./redact.js";

const today = "2025-06-30";

const documents = documentOperationIds.flatMap((operationId) =>
  documentRules[operationId].map((rule) => [operationId, rule.type, rule] as const),
);

/** Every way in which the contract writes dates, each once. */
const dateRules = new Map<string, DateRule>(
  documents.flatMap(([, , { fields }]) =>
    fields.flatMap(({ date }) => (date === undefined ? [] : [[JSON.stringify(date), date]])),
  ),
);
dateRules.set("a German date", { formats: ["d. MMMM yyyy", "dd MMM yyyy"], languages: ["de"] });
dateRules.set("digits only", { formats: ["yyyyMMdd"] });

/** Texts such as a picture may give: of all scripts, half read, or like a right one. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.stringMatching(/^[0-9]{1,4}[ ./-][0-9A-Zก-๙.]{1,6}[ ./-][0-9]{1,4}$/),
  fc.stringMatching(/^[0-9A-Z .+-]{5,20}$/),
  fc.constantFrom("", " ", "-", "นาย", "ที่อยู่", "29 FEB/FEB 00", "1.79", "M", "DEUTSCH"),
);

describe.each(documents)("%s (%s)", (operationId, _type, { fields, when }) => {
  const condition = when === undefined ? {} : { [when.property]: when.equals };
  const message = (value: fc.Arbitrary<unknown>) =>
    fc
      .record(Object.fromEntries(fields.map(({ field }) => [field, value])), { requiredKeys: [] })
      .map((read) => ({ ...condition, ...read, ...condition }));

  it("is read whatever its fields hold", () => {
    fc.assert(
      fc.property(message(fc.oneof(text, fc.jsonValue())), (given) => {
        const document = normalizeMessage(operationId, given, { today });
        expect(document.raw).toBe(given);
        JSON.stringify(redact(document));
      }),
      { numRuns: 300 },
    );
  });

  it("is read whatever the message is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        expect(normalizeMessage(operationId, given, { today }).operationId).toBe(operationId);
      }),
    );
  });

  it("leaks nothing when it is redacted", () => {
    // Letters that no word of the package has, so that a found text can only come from the message.
    const personal = fc.oneof(
      fc.stringMatching(/^[ÄÖÜ0-9ก-ฮ]{3,12}$/),
      fc.stringMatching(/^[0-9]{2}[./-][0-9]{2}[./-][0-9]{4}$/),
      fc.stringMatching(/^[0-9]{2} (MAR|APR|ENE)\/(MAR|APR) [0-9]{2,4}$/),
      fc.stringMatching(/^[QXZ]{3}[0-9]{6,9}$/),
      fc.stringMatching(/^[0-9]{3,18}$/),
    );
    fc.assert(
      fc.property(message(personal), fc.dictionary(personal, personal), (given, others) => {
        const redacted = redact(normalizeMessage(operationId, { ...others, ...given }, {}));
        const seen = JSON.stringify(redacted) + inspect(redacted, { depth: Infinity });
        const printed = [...Object.entries(others).flat(), ...Object.values(given)].filter(
          (value) => value !== when?.equals,
        );
        for (const value of printed) expect(seen).not.toContain(value);
        expect(redacted.operationId).toBe(operationId);
      }),
      { numRuns: 300 },
    );
  });
});

/** The year of the Thai calendar of that time: until 1940 it began on 1 April. */
function thaiYear({ year, month }: CalendarDay): number {
  return year + buddhistOffset - (year <= 1940 && month <= 3 ? 1 : 0);
}

describe("a date", () => {
  const dates = fc
    .record({
      year: fc.integer({ min: 1850, max: 2199 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    })
    .filter(isRealDay);
  const style = fc.record({
    name: fc.nat(),
    format: fc.nat(),
    capitals: fc.boolean(),
    dot: fc.boolean(),
    separator: fc.constantFrom(" ", "  ", ".", "/", "-", ". "),
    padded: fc.boolean(),
  });

  it.each([...dateRules])("written by %s is read as it was", (_name, rule) => {
    fc.assert(
      fc.property(dates, style, (date, how) => {
        const pieces = readDateFormat(rule.formats[how.format % rule.formats.length] ?? "");
        const year = String(rule.calendar === "buddhist" ? thaiYear(date) : date.year);
        const digits = pieces.flatMap((piece) => (piece.kind === "digits" ? piece.fields : []));
        let names = 0;
        const written = pieces.map((piece) => {
          if (piece.kind === "name") {
            const language = rule.languages?.[names] ?? "en";
            names += 1;
            const known = monthNames(language, date.month);
            const name = (known[how.name % known.length] ?? "") + (how.dot ? "." : "");
            return how.capitals ? name.toUpperCase() : name;
          }
          return piece.fields
            .map(({ part, width }) => {
              if (part === "year") return year.slice(-width);
              const padded = how.padded || piece.fields.length > 1;
              return String(date[part]).padStart(padded ? 2 : 1, "0");
            })
            .join("");
        });
        const read = parseDate(written.join(how.separator), rule, { today });
        const hasMonth = names > 0 || digits.some(({ part }) => part === "month");
        const hasDay = digits.some(({ part }) => part === "day");
        const whole = isoDate(
          date.year,
          hasMonth ? date.month : undefined,
          hasDay ? date.day : undefined,
        );
        if (rule.twoDigitYear === undefined) {
          expect(read.value).toBe(whole);
        } else {
          // The century is a matter of the rule. Only some days are in every century.
          expect(read.value?.slice(2)).toBe(
            date.month === 2 && date.day === 29 && read.value === undefined
              ? undefined
              : whole.slice(2),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["past", -36_525, 0],
    ["nearest", -18_263, 18_263],
  ] as const)("with two digits of the year is where the rule %s puts it", (rule, from, to) => {
    fc.assert(
      fc.property(dates, dates, (date, now) => {
        // The day that is not in every year has a century of its own.
        fc.pre(date.month !== 2 || date.day !== 29);
        fc.pre(now.year > 1960 && now.year < 2090);
        const printed = isoDate(date.year, date.month, date.day).slice(2);
        const current = isoDate(now.year, now.month, now.day);
        const read = parseDate(
          printed,
          { formats: ["yy-MM-dd"], twoDigitYear: rule },
          { today: current },
        );
        const days = (Date.parse(read.value ?? "") - Date.parse(current)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(from);
        expect(days).toBeLessThanOrEqual(to);
      }),
    );
  });

  it("of any text has a value or a reason", () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...dateRules.values()), (given, rule) => {
        const date = parseDate(given, rule, { today });
        expect(date.raw).toBe(given);
        if (date.value === undefined) expect(date.reason).toMatch(/^[a-z-]+$/);
        else expect(date.value).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/);
      }),
      { numRuns: 2000 },
    );
  });
});

it("any text can be tested as a number of any scheme", () => {
  const schemes = Object.keys(numberSchemes).filter((name): name is NumberScheme =>
    Object.hasOwn(numberSchemes, name),
  );
  fc.assert(
    fc.property(fc.constantFrom(...schemes), text, (scheme, given) => {
      const { raw, checks } = checkNumber(scheme, given, { today });
      expect(raw).toBe(given);
      expect(checks.length).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 2000 },
  );
});

it("a masked Aadhaar number shows four digits at most", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.stringMatching(/^[0-9 -]{10,16}$/)), (given) => {
      expect(maskAadhaar(given).replaceAll(/[\sX-]/g, "").length).toBeLessThanOrEqual(4);
    }),
    { numRuns: 2000 },
  );
});
