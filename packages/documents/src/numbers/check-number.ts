import { checkOptions } from "@aisolution/options";
import { numberRules } from "../option-rules.js";
import { dayNumber, isRealDay, readToday, type CalendarDay } from "../dates/calendar.js";
import type { DateOptions } from "../dates/date-types.js";
import type { CheckResult, Sex } from "../document.js";
import { numberSchemes, type NumberScheme } from "../generated/documents.js";
import type { NumberRule } from "../rules.js";
import { foldNumber } from "../text/fold-text.js";
import { checkDigitTests } from "./check-digit.js";
import { structureReaders, type NumberContents } from "./number-structure.js";

/** What was tested about a number. */
export interface NumberCheck {
  /**
   * `form`: the characters of the whole number. `check-digit`: the character that follows from others. `birth-date` and
   * `sex`: what the number says about its holder. `issuable`: whether such numbers are given to anybody.
   */
  readonly check: "form" | "check-digit" | "birth-date" | "sex" | "issuable";
  readonly result: CheckResult;
  /** The result in words. It holds nothing of the number. */
  readonly explanation: string;
}

/** A number and what the tests say about it. */
export interface NumberReading<Scheme extends NumberScheme = NumberScheme> {
  readonly scheme: Scheme;
  /** The number without the spaces, dots or hyphens that its scheme ignores. */
  readonly value: string;
  /** The printed text. */
  readonly raw: string;
  /**
   * `form` and `check-digit` always; `birth-date` and `sex` where the scheme holds them, `issuable` where it has numbers
   * that are never issued.
   */
  readonly checks: readonly NumberCheck[];
}

/** What is known about the holder from elsewhere, to compare the number with. */
export interface NumberOptions extends DateOptions {
  /** ISO 8601; a year or a year and month is enough. Only what is known of both is compared. */
  readonly birthDate?: string | undefined;
  readonly sex?: Sex | undefined;
}

/**
 * Tests a number: its form, its check digit, and the birth date and sex that some numbers hold. No text
 * makes it throw. A wrong number can be a misread one: a result informs, it is no reason to refuse a card.
 *
 * Digits of all scripts, letters of both cases and of every width, and all kinds of spaces and dashes are read as
 * the plain ones. No digit is ever changed or completed.
 *
 * @param scheme name of the numbering scheme, as in `in-aadhaar` (the contract's `x-field.number`)
 * @param text the number as printed
 * @throws TypeError when there is no such scheme, or an option cannot be used
 *
 * @example
 * checkNumber("de-identity-card", "L01X00T471").checks[1]?.result; // "valid"
 */
export function checkNumber<Scheme extends NumberScheme>(
  scheme: Scheme,
  text: string,
  options: NumberOptions = {},
): NumberReading<Scheme> {
  if (!Object.hasOwn(numberSchemes, scheme)) {
    throw new TypeError(
      `There is no scheme ${JSON.stringify(scheme)}. There are: ${Object.keys(numberSchemes).join(", ")}.`,
    );
  }
  checkOptions(numberRules, options);
  const rule: NumberRule = numberSchemes[scheme];
  const today = readToday(options.today);
  const ignored = rule.ignore ?? "";
  const value = Array.from(foldNumber(text))
    .filter((character) => !ignored.includes(character))
    .join("");
  const fits = rule.form.test(value);
  return {
    scheme,
    value,
    raw: text,
    checks: [
      fits
        ? check("form", "valid", "The number has the documented form.")
        : check("form", "invalid", "The number does not have the documented form."),
      fits ? checkDigit(value, rule) : untested("check-digit"),
      ...(rule.structure === undefined
        ? []
        : fits
          ? checkContents(structureReaders[rule.structure](value, today), today, options)
          : [untested("birth-date"), untested("sex")]),
      ...(rule.neverIssued === undefined
        ? []
        : [fits ? checkIssuable(value, rule.neverIssued) : untested("issuable")]),
    ],
  };
}

function check(name: NumberCheck["check"], result: CheckResult, explanation: string): NumberCheck {
  return { check: name, result, explanation };
}

function untested(name: NumberCheck["check"]): NumberCheck {
  return check(name, "not-applicable", "The number does not have the documented form.");
}

function checkDigit(value: string, { checkDigit: rule }: NumberRule): NumberCheck {
  if (rule === undefined) {
    return check("check-digit", "not-applicable", "Such numbers have no public check digit.");
  }
  if (rule.length !== undefined && value.length !== rule.length) {
    return check(
      "check-digit",
      "not-applicable",
      "The number stands here without its check digit.",
    );
  }
  const covered = value.slice(0, rule.place).replaceAll(/[^A-Z0-9]/g, "");
  const tested = rule.span === undefined ? covered : covered.slice(-rule.span);
  return checkDigitTests[rule.algorithm](tested)
    ? check("check-digit", "valid", "The check digit fits the number.")
    : check("check-digit", "invalid", "The check digit does not fit the number.");
}

function checkIssuable(value: string, neverIssued: readonly RegExp[]): NumberCheck {
  return neverIssued.some((pattern) => pattern.test(value))
    ? check("issuable", "invalid", "Such a number is never issued.")
    : check("issuable", "valid", "Such numbers are issued.");
}

function checkContents(
  contents: NumberContents,
  today: CalendarDay,
  { birthDate, sex }: NumberOptions,
): readonly NumberCheck[] {
  return [checkBirthDate(contents, today, birthDate), checkSex(contents, sex)];
}

function checkBirthDate(
  contents: NumberContents,
  today: CalendarDay,
  known: string | undefined,
): NumberCheck {
  const { year, yearOfCentury, month, day } = contents;
  const years = year === undefined ? [1900 + yearOfCentury, 2000 + yearOfCentury] : [year];
  // What the number marks as unknown cannot be wrong.
  const held = { month: month ?? 1, day: day ?? 1 };
  if (!years.some((candidate) => isRealDay({ year: candidate, ...held }))) {
    return check("birth-date", "invalid", "The calendar has no such day as the number holds.");
  }
  if (year !== undefined && dayNumber({ year, ...held }) > dayNumber(today)) {
    return check("birth-date", "invalid", "The number holds a day that is still to come.");
  }
  if (known === undefined) {
    return check("birth-date", "not-applicable", "There is no birth date to compare with.");
  }
  const [knownYear, knownMonth, knownDay] = known.split("-").map(Number);
  const agrees =
    knownYear !== undefined &&
    (year === undefined ? knownYear % 100 === yearOfCentury : knownYear === year) &&
    (knownMonth === undefined || month === undefined || knownMonth === month) &&
    (knownDay === undefined || day === undefined || knownDay === day);
  return agrees
    ? check("birth-date", "valid", "The number holds the birth date.")
    : check("birth-date", "invalid", "The number holds another birth date.");
}

function checkSex(contents: NumberContents, known: Sex | undefined): NumberCheck {
  if (known === undefined) {
    return check("sex", "not-applicable", "There is no sex to compare with.");
  }
  return contents.sex === known
    ? check("sex", "valid", "The number holds the sex.")
    : check("sex", "invalid", "The number holds another sex.");
}
