/** What the contract says about a callback. */
export interface CallbackDescription {
  readonly method: string;
  /** In documented order. */
  readonly parameters: readonly CallbackParameter[];
}

/** A query parameter of a callback. */
export interface CallbackParameter {
  readonly name: string;
  readonly required: boolean;
  /** All documented values. */
  readonly values?: readonly string[];
  /** How a date is written, as a Unicode date pattern (UTS 35). Gregorian. */
  readonly date?: "yyyyMMdd";
  /** Whether it is a telephone number with a plus sign and the country code. */
  readonly phone?: true;
}
