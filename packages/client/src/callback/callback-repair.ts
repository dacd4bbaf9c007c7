/**
 * What was repaired. A value of the documented form was found by taking a space for the plus sign
 * (`lost-plus`), by decoding it again (`encoded-twice`), or by taking off what stood around it (`trimmed`).
 * Or the parameter itself was found behind a second question mark (`question-mark`), behind `&amp;`
 * (`html-escape`) or a semicolon (`semicolon`) where `&` belongs, or in the path, because the address had no
 * question mark (`in-path`).
 */
export type CallbackRepairKind =
  | "lost-plus"
  | "encoded-twice"
  | "trimmed"
  | "question-mark"
  | "html-escape"
  | "semicolon"
  | "in-path";

/** Something that the sender got wrong, and that has only one reading. It holds no value of the query. */
export interface CallbackRepair {
  /** Name of the parameter by the contract. */
  readonly parameter: string;
  readonly repair: CallbackRepairKind;
  /** The same as a sentence. */
  readonly message: string;
}

const endings: Readonly<Record<CallbackRepairKind, string>> = {
  "lost-plus": "had a space instead of its plus sign",
  "encoded-twice": "was percent-encoded more than once",
  trimmed: "had white space or separators around its value",
  "question-mark": "was preceded by a second question mark",
  "html-escape": "was preceded by &amp; instead of &",
  semicolon: "was preceded by a semicolon instead of &",
  "in-path": "was in the path, because the address had no question mark",
};

/** Makes a repair with its sentence. */
export function callbackRepair(parameter: string, repair: CallbackRepairKind): CallbackRepair {
  return { parameter, repair, message: `The parameter ${parameter} ${endings[repair]}.` };
}
