/** What an option accepts. */
export interface OptionRule {
  /** Completes the sentence "name must be …". */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether the option must be there. */
  readonly isRequired?: boolean;
  /** Whether an error must not show a wrong value, not even a number. */
  readonly isSecret?: boolean;
  /** Rules of the options inside this one, where its value is an object. */
  readonly members?: OptionTable;
}

/** The rules of a function's options, by name. */
export type OptionTable = Readonly<Record<string, OptionRule>>;

/** The rules of all options of a type: one that is left out does not compile. */
export type OptionRules<Options> = Readonly<Record<keyof Options & string, OptionRule>>;

/** A number that a test accepts; `NaN` is none. */
export function numberOption(
  expected: string,
  accepts: (value: number) => boolean = (value) => !Number.isNaN(value),
): OptionRule {
  return { expected, accepts: (value) => typeof value === "number" && accepts(value) };
}

/** A whole number of at least 1 that JavaScript counts exactly. */
export const positiveInteger: OptionRule = numberOption(
  "a positive integer",
  (value) => Number.isSafeInteger(value) && value > 0,
);

/** A number between two others, both included. */
export function rangeOption(least: number, most: number): OptionRule {
  const expected = `a number from ${String(least)} to ${String(most)}`;
  return numberOption(expected, (value) => value >= least && value <= most);
}

/** An integer between two others, both included. */
export function integerOption(least: number, most: number): OptionRule {
  return numberOption(
    `an integer from ${String(least)} to ${String(most)}`,
    (value) => Number.isInteger(value) && value >= least && value <= most,
  );
}

/** A list of strings. */
export const stringsOption: OptionRule = {
  expected: "an array of strings",
  accepts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
};

/** How many things there may be at once. */
export const countOption: OptionRule = numberOption(
  "a positive integer, or Infinity",
  (value) => value === Infinity || (Number.isSafeInteger(value) && value > 0),
);

/** A time in milliseconds, 0 included. `Infinity` is one too. */
export const milliseconds: OptionRule = numberOption(
  "a number of milliseconds, 0 or more",
  (value) => value >= 0,
);

export const booleanOption: OptionRule = typeOption("boolean", "true or false");

export const functionOption: OptionRule = typeOption("function", "a function");

export const stringOption: OptionRule = typeOption("string", "a string");

/** One of a few strings. */
export function choiceOption(...choices: readonly string[]): OptionRule {
  return {
    expected: `one of: ${choices.join(", ")}`,
    accepts: (value) => typeof value === "string" && choices.includes(value),
  };
}

/** An object with these methods. Unlike `instanceof`, it knows objects of another realm. */
export function objectOption(expected: string, ...methods: readonly string[]): OptionRule {
  return {
    expected,
    accepts: (value) =>
      typeof value === "object" &&
      value !== null &&
      methods.every((name) => typeof Reflect.get(value, name) === "function"),
  };
}

export const signalOption: OptionRule = objectOption(
  "an AbortSignal",
  "addEventListener",
  "throwIfAborted",
);

function typeOption(type: string, expected: string): OptionRule {
  return { expected, accepts: (value) => typeof value === type };
}
