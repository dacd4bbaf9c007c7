import type { RequestField } from "@aisolution/openapi";

/**
 * Says what is wrong with the text of a field, in words that go on from its name.
 *
 * @returns undefined where the contract accepts it; never with any of the text
 */
export function textProblem(field: RequestField, value: string): string | undefined {
  const { kind, minLength = 0, maxLength = Infinity, values, pattern, accepts = "" } = field;
  if (value.length < minLength || value.length > maxLength) {
    return `has ${String(value.length)} characters; ${String(minLength)} to ${String(maxLength)} are accepted.`;
  }
  if (values !== undefined && !values.includes(value)) {
    return `must be one of: ${values.join(", ")}${twiceHint(value)}.`;
  }
  if (pattern !== undefined) {
    if (!new RegExp(pattern, "u").test(value)) return `accepts only ${accepts}${twiceHint(value)}.`;
    if (hasLostPlus(pattern, value)) {
      return "starts with a space, so its plus sign was not sent as %2B.";
    }
  }
  if (kind === "url" && !isAddress(value))
    return `must be an http or https address${addressHint(value)}.`;
  return undefined;
}

/** Whether percent signs are left after the form was read. */
export function isEncodedTwice(text: string): boolean {
  return /%[0-9a-f]{2}/i.test(text);
}

function twiceHint(text: string): string {
  return isEncodedTwice(text) ? ": it looks percent-encoded twice" : "";
}

/** What people do wrong most with an address; in the words that a picture gets. */
function addressHint(text: string): string {
  return text.includes(" ")
    ? ": it has spaces, so its plus signs were not sent as %2B"
    : twiceHint(text);
}

/** In a form, a plus sign that is not escaped is a space. Nobody writes a space before a number. */
function hasLostPlus(pattern: string, text: string): boolean {
  return /^ [1-9]/.test(text) && new RegExp(pattern, "u").test(`+${text.slice(1)}`);
}

/** `URL` drops or escapes white space and control characters; the service got them. */
function isAddress(text: string): boolean {
  return /^https?:[^\s\p{Cc}]*$/iu.test(text) && URL.canParse(text);
}
