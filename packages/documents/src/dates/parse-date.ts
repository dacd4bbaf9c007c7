import { checkOptions } from "@aisolution/options";
import { cleanText, comparable } from "../text/clean-text.js";
import { foldText } from "../text/fold-text.js";
import { dateRules } from "../option-rules.js";
import { readToday, type CalendarDay } from "./calendar.js";
import { readDateFormat, type FormatPiece } from "./date-format.js";
import {
  dateExplanations,
  type DateOptions,
  type DateReason,
  type DateRule,
  type ReadDate,
  type UnreadDate,
} from "./date-types.js";
import { monthNumber, type MonthLanguage } from "./month-names.js";
import { resolveDate, type ResolvedDate } from "./resolve-date.js";
import { isNumeric, isUnknownName, isUnknownNumber, tokenize } from "./tokenize.js";

/**
 * Reads a date as documents print it. No text makes it throw.
 *
 * Case, dots of months, spaces, kinds of dashes and the kind of separator make no difference, and digits of all scripts
 * are digits. The order of day, month and year is always that of the rule. Where two names of months are printed,
 * both must agree; one alone is enough.
 *
 * A part that the document marks as unknown is left out, and the reason is `partly-unknown`: `XX` and `<<` (ICAO Doc
 * 9303), `XXX` in place of the name of a month, and `00` for a day, or for a day and a month.
 *
 * @param text the printed text
 * @param rule how the date is written; for the fields of the API it comes from the contract
 * @returns the date, or why it has no value
 * @throws TypeError when the rule is wrong or an option cannot be used
 *
 * @example
 * parseDate("10 MAA/MAR 1965", { formats: ["dd MMM/MMM yyyy"], languages: ["nl", "en"] }).value;
 * // "1965-03-10"
 * parseDate("XX.XX.1958", { formats: ["dd.MM.yyyy"] }).value; // "1958"
 */
export function parseDate(
  text: string,
  rule: DateRule,
  options: DateOptions = {},
): ReadDate | UnreadDate {
  checkOptions(dateRules, options);
  const today = readToday(options.today);
  const formats = rule.formats.map(readDateFormat);
  if (cleanText(text) === "") return unread(text, "empty");
  if (rule.noEnd?.some((words) => wordsOf(words) === wordsOf(text))) return unread(text, "no-end");
  const tokens = tokenize(text);
  let reason: UnreadDate["reason"] = "format";
  for (const pieces of formats) {
    const found = tokens === undefined ? "format" : readTokens(tokens, pieces, rule, today);
    if (typeof found === "object") return { ...found, raw: text };
    if (rank(found) > rank(reason)) reason = found;
  }
  return unread(text, reason);
}

function unread(raw: string, reason: UnreadDate["reason"]): UnreadDate {
  return {
    value: undefined,
    precision: undefined,
    raw,
    reason,
    explanation: dateExplanations[reason],
  };
}

function rank(reason: DateReason): number {
  return Object.keys(dateExplanations).indexOf(reason);
}

/** Words without their spaces, or one dash for any number of them. */
function wordsOf(text: string): string {
  return (
    comparable(text) ||
    foldText(text)
      .trim()
      .replace(/^[ -]+$/, "-")
  );
}

/** What the tokens of a date are. `null` is a part that the document marks as unknown. */
interface Printed {
  readonly day?: string | null;
  readonly month?: string | null;
  readonly year?: string | null;
  readonly names: readonly string[];
}

type Part = "day" | "month" | "year";

function readTokens(
  tokens: readonly string[],
  pieces: readonly FormatPiece[],
  rule: DateRule,
  today: CalendarDay,
): ResolvedDate | UnreadDate["reason"] {
  const printed = matchTokens(tokens, pieces);
  if (printed?.year === undefined) return "format";
  const { year, names, day } = printed;
  const month = names.length > 0 ? readMonth(names, rule.languages ?? []) : numberOf(printed.month);
  if (typeof month === "string") return month;
  return resolveDate(
    {
      year,
      ...(month !== undefined && { month }),
      ...(day !== undefined && { day: numberOf(day) ?? null }),
    },
    rule,
    today,
  );
}

function numberOf(digits: string | null | undefined): number | null | undefined {
  return typeof digits === "string" ? Number(digits) : digits;
}

/** Lays the tokens beside the pieces of a format; undefined where they do not fit. */
function matchTokens(
  tokens: readonly string[],
  pieces: readonly FormatPiece[],
): Printed | undefined {
  const digits: Partial<Record<Part, string | null>> = {};
  const names: string[] = [];
  let position = 0;
  for (const piece of pieces) {
    const token = tokens[position] ?? "";
    if (piece.kind === "name") {
      const isName = token !== "" && (!isNumeric(token) || isUnknownName(token));
      // The second of two names can be missing.
      if (!isName && names.length === 0) return undefined;
      if (!isName) continue;
      names.push(token);
    } else {
      const values = isNumeric(token) ? splitDigits(token, piece.fields) : undefined;
      if (values === undefined) return undefined;
      for (const [index, { part }] of piece.fields.entries()) digits[part] = values[index] ?? null;
    }
    position += 1;
  }
  return position < tokens.length ? undefined : { ...digits, names };
}

type FormatDigits = Extract<FormatPiece, { kind: "digits" }>["fields"];

/**
 * Cuts a run of digits; unknown ones are `null`. A part that stands alone may lack its leading zero, or have the whole
 * year. A part of which only some digits are known is not read.
 */
function splitDigits(token: string, fields: FormatDigits): readonly (string | null)[] | undefined {
  const [only, ...others] = fields;
  let cut: readonly string[] = [token];
  if (only !== undefined && others.length === 0) {
    const fits = only.part === "year" ? [2, 4].includes(token.length) : token.length <= 2;
    if (!fits) return undefined;
  } else {
    let start = 0;
    cut = fields.map(({ width }) => token.slice(start, (start += width)));
    if (start !== token.length) return undefined;
  }
  const values = cut.map((part) => (isUnknownNumber(part) ? null : part));
  return values.every((part) => part === null || /^[0-9]+$/.test(part)) ? values : undefined;
}

function readMonth(
  names: readonly string[],
  languages: readonly MonthLanguage[],
): number | null | "unknown-month" | "months-disagree" {
  const known = names.flatMap((name, index) => (isUnknownName(name) ? [] : [{ name, index }]));
  if (known.length === 0) return null;
  // A name that stands alone may be in any of the languages.
  const months = known.flatMap(({ name, index }): readonly (number | undefined)[] => {
    if (names.length === 1) {
      const found = languages.map((language) => monthNumber(name, language));
      return found.some((month) => month !== undefined)
        ? found.filter((month) => month !== undefined)
        : [undefined];
    }
    const language = languages[index];
    return [language === undefined ? undefined : monthNumber(name, language)];
  });
  const [month] = months;
  if (month === undefined || months.includes(undefined)) return "unknown-month";
  return months.every((other) => other === month) ? month : "months-disagree";
}
