export { checkOptions, unknownName } from "./check-options.js";
export { nearestName } from "./nearest-name.js";
export {
  booleanOption,
  choiceOption,
  countOption,
  functionOption,
  integerOption,
  milliseconds,
  numberOption,
  objectOption,
  positiveInteger,
  rangeOption,
  signalOption,
  stringOption,
  stringsOption,
  type OptionRule,
  type OptionRules,
  type OptionTable,
} from "./option-rule.js";
export { UsageError } from "./usage-error.js";
