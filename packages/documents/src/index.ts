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
export { isExpired } from "./is-expired.js";
export type { WithExpiryDate } from "./is-expired.js";
export { ageOn } from "./age-on.js";
export type { Age, WithBirthDate } from "./age-on.js";
export { fullName } from "./full-name.js";
export type { FullName, WithName } from "./full-name.js";
export { mergeSides } from "./merge-sides.js";
export type { BackOperationId, FrontOperationId, MergedSides, SidesFrame } from "./merge-sides.js";
export type { NameOrder } from "./rules.js";
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
