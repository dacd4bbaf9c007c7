/**
 * What is wrong with a parameter of a callback: a required one is `missing` or `empty`; it stands there
 * more than once with different values (`repeated`); its value is none of the documented ones
 * (`unknown-value`) or no day of the calendar (`not-a-date`).
 */
export type CallbackProblemKind = "missing" | "empty" | "repeated" | "unknown-value" | "not-a-date";

/** Something that is wrong with a callback. It holds no value of the query: those are about people. */
export interface CallbackProblem {
  /** Name of the parameter by the contract. */
  readonly parameter: string;
  readonly problem: CallbackProblemKind;
  /** The same as a sentence. */
  readonly message: string;
}

const endings: Readonly<Record<CallbackProblemKind, string>> = {
  missing: "is missing",
  empty: "is empty",
  repeated: "is there more than once, with different values",
  "unknown-value": "has a value that is not documented",
  "not-a-date": "is no date of the form YYYYMMDD",
};

/** Makes a problem with its sentence. */
export function callbackProblem(parameter: string, problem: CallbackProblemKind): CallbackProblem {
  return { parameter, problem, message: `The parameter ${parameter} ${endings[problem]}.` };
}
