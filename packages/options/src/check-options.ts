import { nearestName } from "./nearest-name.js";
import type { OptionTable } from "./option-rule.js";
import { UsageError } from "./usage-error.js";

/**
 * Checks options: that all names are known, and that each value is of a type that its rule accepts. What is
 * `undefined` counts as left out.
 *
 * @param rules of all options
 * @param given nothing, or an object
 * @param prefix what stands before the names in errors, as `retry.`
 * @throws UsageError (a TypeError) that names the option, what was given and what is accepted; never with a value that can be secret
 */
export function checkOptions(rules: OptionTable, given: unknown, prefix = ""): void {
  const options = given === undefined ? {} : given;
  if (typeof options !== "object" || options === null) {
    throw new UsageError(`The options must be an object, not ${describeValue(options)}.`);
  }
  for (const name in rules) {
    if (rules[name]?.isRequired && Reflect.get(options, name) === undefined) {
      throw new UsageError(`${prefix}${name} is missing. It must be ${rules[name].expected}.`);
    }
  }
  // Inherited ones too: options can be an object of a class, or one made from defaults.
  for (const name in options) {
    const value: unknown = Reflect.get(options, name);
    if (value === undefined) continue;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw new UsageError(unknownName("option", name, Object.keys(rules), prefix));
    if (!rule.accepts(value)) {
      const isHidden = rule.isSecret && typeof value === "number";
      const found = isHidden ? "a number" : describeValue(value);
      throw new UsageError(`${prefix}${name} must be ${rule.expected}, not ${found}.`);
    }
    if (rule.members && typeof value === "object") {
      checkOptions(rule.members, value, `${prefix}${name}.`);
    }
  }
}

/**
 * Says that a name is not known, and which one may be meant.
 *
 * @param kind what it names, as `option`
 * @param prefix what stands before the names, as `retry.`
 */
export function unknownName(
  kind: string,
  name: string,
  known: readonly string[],
  prefix = "",
): string {
  const nearest = nearestName(name, known);
  // What was taken for a name can be a secret, or of any length: only what looks like a name is shown.
  const shown = /^[a-z_]{1,24}\d?$/i.test(name) ? ` "${prefix}${name}"` : "";
  const guess = nearest ? ` Did you mean "${prefix}${nearest}"?` : "";
  return `Unknown ${kind}${shown}.${guess} Known ${kind}s: ${known.join(", ")}.`;
}

/**
 * Says what a value is. Only numbers and truth values are shown; anything else could be a secret.
 *
 * @example
 * describeValue(-1); // "-1"
 * describeValue("SECRET"); // "a string"
 * describeValue(""); // "an empty string"
 */
export function describeValue(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean" || value == null)
    return String(value);
  if (value === "") return "an empty string";
  const type = Array.isArray(value) ? "array" : typeof value;
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}
