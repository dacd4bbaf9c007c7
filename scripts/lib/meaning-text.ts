/** The meaning of a field (`x-field`) in words. */
import type { FieldMeaning } from "@aisolution/openapi";
import { extensionSchemas } from "../../openapi/lint/extension-schemas.js";
import { code } from "./escape/markdown.js";
import { codes, inWords, withoutStop } from "./markdown.js";
import { explanation } from "./value-text.js";

const {
  date: dateSchema,
  number: numberSchema,
  nameOrder: nameOrderSchema,
} = extensionSchemas["x-field"].properties;

type DateMeaning = NonNullable<FieldMeaning["date"]>;
type NumberMeaning = NonNullable<FieldMeaning["number"]>;

/** What a field holds and how it is written, in a few short sentences of Markdown. */
export function meaningText(meaning: FieldMeaning): string {
  return [
    `Normalised as ${code(meaning.attribute)}.`,
    ...of(meaning.date, dateText),
    ...of(meaning.number, numberText),
    ...of(meaning.values, valuesText),
    ...of(meaning.script, (script) => `Script: ${named("script", script)}.`),
    ...of(meaning.titles, (titles) => `Can begin with a title: ${codes(titles, "or")}.`),
    ...of(
      meaning.nameOrder,
      (order) => `Order: ${explanation(nameOrderSchema.description, order)}.`,
    ),
    ...of(meaning.label, (label) => `Begins with the printed label ${code(label)}.`),
    ...of(meaning.separator, (separator) => `A list, with ${code(separator)} between its items.`),
    ...of(meaning.unit, (unit) => `Unit: ${code(unit)}.`),
  ].join(" ");
}

function dateText({ formats, calendar, languages, twoDigitYear, noEnd }: DateMeaning): string {
  return [
    `Date: ${codes(formats, "or")}.`,
    ...of(languages, languagesText),
    ...of(calendar, calendarText),
    ...of(
      twoDigitYear,
      (rule) =>
        `Year of two digits: ${explanation(dateSchema.properties.twoDigitYear.description, rule)}.`,
    ),
    ...of(noEnd, (words) => `Valid without an end: ${codes(words, "or")}.`),
  ].join(" ");
}

/** With two languages, a slash stands between the two names of a month, in this order. */
function languagesText(languages: readonly string[]): string {
  return `Month in ${inWords(
    languages.map((language) => named("language", language)),
    "and",
  )}.`;
}

function calendarText(calendar: NonNullable<DateMeaning["calendar"]>): string {
  const years = explanation(dateSchema.properties.calendar.description, calendar);
  return `Calendar ${code(calendar)}: ${years}.`;
}

function numberText(meaning: NumberMeaning): string {
  const { scheme, ignore, form, neverIssued, checkDigit, structure } = meaning;
  return [
    `Number of the scheme ${code(scheme)}: ${code(form)}`,
    ...of(ignore, (characters) => `, without ${inWords(Array.from(characters, character), "and")}`),
    ".",
    ...of(neverIssued, (patterns) => ` Never issued: ${codes(patterns, "or")}.`),
    ...of(checkDigit, (rule) => ` ${checkDigitText(rule)}`),
    ...of(structure, (name) => ` ${structureText(name)}`),
  ].join("");
}

function checkDigitText(meaning: NonNullable<NumberMeaning["checkDigit"]>): string {
  const { algorithm, place, span, length } = meaning;
  const which = place === undefined ? "The last character" : `Character ${String(place)}`;
  const over = span === undefined ? "" : ` of the last ${String(span)}`;
  const when = length === undefined ? "" : ` where there are ${String(length)} characters`;
  return `${which} is a check digit${over} (${code(algorithm)})${when}.`;
}

function structureText(structure: NonNullable<NumberMeaning["structure"]>): string {
  const { description } = numberSchema.properties.structure;
  return `${withoutStop(description)} (${code(structure)}).`;
}

/** A space between backticks cannot be seen. */
function character(text: string): string {
  return text === " " ? "spaces" : code(text);
}

function valuesText(values: NonNullable<FieldMeaning["values"]>): string {
  const lines = Object.entries(values).map(
    ([normalised, printed]) => `${codes(printed, "or")} is ${code(normalised)}`,
  );
  return `Values: ${lines.join("; ")}.`;
}

/** `Thai (`th`)`: the name for people, the tag for programs. */
function named(type: "language" | "script", tag: string): string {
  const name = new Intl.DisplayNames("en", { type, fallback: "code" }).of(tag) ?? tag;
  return `${name} (${code(tag)})`;
}

/** The text for a member, or none where the member is not there. */
function of<Value>(value: Value | undefined, text: (value: Value) => string): string[] {
  return value === undefined ? [] : [text(value)];
}
