import type { Operation } from "@aisolution/openapi";
import { limits } from "./limits.js";
import { hasTooManyFields } from "./form.js";

/** Base64 of RFC 4648, section 4. Prism looks at the whole of any other text, and names its fault. */
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Characters of a picture that Prism sees at each end. A multiple of 4 keeps it base64. */
const shownLength = 512;

/** What Prism would stumble over, or not see. */
export function formProblem(
  { request }: Operation,
  form: string,
): { readonly place: string; readonly message: string } | undefined {
  if (hasTooManyFields(form)) {
    return { place: "", message: `has more than ${String(limits.formFields)} fields` };
  }
  try {
    decodeURIComponent(form.replaceAll("+", " "));
  } catch {
    return {
      place: "",
      message: `is no ${request.contentType}: an escape is broken, or is no UTF-8`,
    };
  }
  const names = [...new URLSearchParams(form).keys()];
  const twice = request.fields.find(({ name }) => names.indexOf(name) !== names.lastIndexOf(name));
  return twice === undefined
    ? undefined
    : { place: `/${twice.name}`, message: "is given more than once" };
}

/**
 * Writes a form for Prism, with short pictures: it takes long for large ones. A picture that is no base64, or
 * too long, stays whole. Fields that the contract does not have lose their values.
 */
export function shortForm({ request }: Operation, form: string): string {
  const fields = new Map(request.fields.map((field) => [field.name, field]));
  const entries = [...new URLSearchParams(form)].map(([name, value]): [string, string] => {
    const field = fields.get(name);
    if (field === undefined) return [name, ""];
    const { kind, maxLength = Infinity } = field;
    const shortens =
      kind === "image" &&
      value.length > 2 * shownLength &&
      value.length <= maxLength &&
      value.length % 4 === 0 &&
      base64.test(value);
    return [name, shortens ? value.slice(0, shownLength) + value.slice(-shownLength) : value];
  });
  return new URLSearchParams(entries).toString();
}
