import { escapeBase64, formBase64 } from "./image/form-base64.js";
import { ImageInputError } from "./image/image-input-error.js";
import { readImage, type ImageLimits } from "./image/read-image.js";
import { typeOf } from "./type-of.js";

/**
 * What a field of a form is: a picture, a text that must be there, one that can be left out, or one with
 * which a call is never sent twice.
 */
export type FieldKind = "image" | "text" | "optional" | "once";

/** The fields of a form, by name. */
export type FieldKinds = Readonly<Record<string, FieldKind>>;

/** A form as the caller gives it. */
export type Form = Readonly<Record<string, unknown>>;

/**
 * Copies a form, because a caller may use the object again.
 *
 * @throws TypeError for a list, a FormData and the like, which would be sent as an empty form
 */
export function copyForm(form: unknown): Form {
  const type = typeOf(form);
  if (type !== "Object") {
    throw new TypeError(`The form is of type ${type}. Give a plain object.`);
  }
  return Object.assign({}, form);
}

/**
 * Encodes a form as `application/x-www-form-urlencoded`, byte for byte as `URLSearchParams` does
 * (WHATWG URL, section 5.2). A field that is `undefined` is not sent. Pictures can be of any kind.
 *
 * @param onImage called with the field and the size in bytes of each picture
 * @throws ImageInputError for a picture that the service would refuse
 * @throws TypeError for another fault of the form; never with a value
 */
export async function encodeForm(
  form: Form,
  kinds: FieldKinds,
  limits: ImageLimits,
  onImage: (field: string, size: number) => void,
): Promise<string> {
  let body = "";
  for (const name of Object.keys({ ...kinds, ...form })) {
    const value = form[name];
    const kind = kinds[name];
    const separator = body && "&";
    if (kind === "image") {
      try {
        const { data, size } = await readImage(value, limits);
        onImage(name, size);
        body += `${separator}${name}=${typeof data === "string" ? escapeBase64(data) : formBase64(data)}`;
      } catch (error) {
        // A helper that read the picture did not know the field.
        if (error instanceof ImageInputError)
          throw new ImageInputError(error.problem, error.text, name);
        // A stream of the caller's: what it threw can hold anything, as the path of a file.
        throw new TypeError(`${name} could not be read.`, { cause: error });
      }
    } else if (value !== undefined || kind === "text") {
      if (typeof value !== "string" || (value === "" && kind === "text")) {
        throw new TypeError(
          `${name} is ${value === "" ? "empty" : `of type ${typeOf(value)}`}. Give a text.`,
        );
      }
      body += separator + new URLSearchParams([[name, value]]).toString();
    }
  }
  return body;
}
