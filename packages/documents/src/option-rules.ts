import { stringOption, choiceOption, type OptionRule, type OptionRules } from "@aisolution/options";
import { isDate } from "./dates/calendar.js";
import type { DateOptions } from "./dates/date-types.js";
import type { NumberOptions } from "./numbers/check-number.js";

/** A day, of which `readToday` says whether the calendar has it. */
const dayOption: OptionRule = {
  expected: "a Date or a YYYY-MM-DD string",
  accepts: (value) => typeof value === "string" || isDate(value),
};

export const dateRules: OptionRules<DateOptions> = { today: dayOption };

export const numberRules: OptionRules<NumberOptions> = {
  ...dateRules,
  // It is about a person: a wrong value is not shown.
  birthDate: { ...stringOption, isSecret: true },
  sex: choiceOption("F", "M", "X"),
};
