const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Encodes a form as `application/x-www-form-urlencoded`, byte for byte as `URLSearchParams` does
 * (WHATWG URL, section 5.2). A field that is `undefined` is not sent.
 *
 * Base64 takes a short way: of its alphabet only `+`, `/` and `=` must be escaped, and a picture can
 * have millions of characters.
 *
 * @example
 * encodeForm({ img: "/9j+", country: undefined }); // "img=%2F9j%2B"
 *
 * @throws TypeError when the form is not an object, or a field is not a text; never with the value
 */
export function encodeForm(form: unknown): string {
  return Object.entries(requireForm(form))
    .flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [encodeField(name, value)],
    )
    .join("&");
}

/**
 * Refuses what is no plain object with the fields of the form. `FormData` and the like would be sent
 * as an empty form.
 *
 * @returns the same form
 */
export function requireForm<Form>(form: Form): Form & object {
  if (typeof form !== "object" || form === null) {
    throw new TypeError(`The form is ${kindOf(form)}. Give an object with the fields of the form.`);
  }
  const prototype: unknown = Object.getPrototypeOf(form);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(
      "The form is an array, a FormData or the like. Give a plain object with the fields of the form.",
    );
  }
  return form;
}

function encodeField(name: string, value: unknown): string {
  if (typeof value !== "string") {
    throw new TypeError(
      `The field ${name} is ${kindOf(value)}. Give a text; a picture is a text in base64.`,
    );
  }
  if (!base64.test(value)) return new URLSearchParams([[name, value]]).toString();
  const escaped = value.replaceAll("+", "%2B").replaceAll("/", "%2F").replaceAll("=", "%3D");
  return `${new URLSearchParams([[name, ""]]).toString()}${escaped}`;
}

function kindOf(value: unknown): string {
  return value === null || value === undefined ? String(value) : `of type ${typeof value}`;
}
