export { documentOperationIds, isDocumentOperationId, normalize } from "./normalize.js";
export type { NormalizeOptions } from "./normalize.js";
export { parseDate } from "./dates/parse-date.js";
export type {
  DateCaveat,
  DateOptions,
  DateParts,
  DatePrecision,
  DateReason,
  DateRule,
  ReadDate,
  UnreadDate,
} from "./dates/date-types.js";
export type { MonthLanguage } from "./dates/month-names.js";
export type { TwoDigitYearRule } from "./dates/two-digit-year.js";
export { checkNumber } from "./numbers/check-number.js";
export type { NumberCheck, NumberOptions, NumberReading } from "./numbers/check-number.js";
export { redact } from "./redact.js";
export type { Redacted } from "./redact.js";
export { maskAadhaar } from "./mask-aadhaar.js";
export type {
  CheckResult,
  DocumentCheck,
  DocumentDate,
  DocumentFrame,
  DocumentNumber,
  DocumentProblem,
  DocumentSide,
  DocumentType,
  NativeFrame,
  NativeScript,
  ProblemReason,
  Sex,
  Source,
  Sources,
} from "./document.js";
export type * from "./generated/documents.js";
