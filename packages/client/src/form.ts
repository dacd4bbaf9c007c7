import { concatenate } from "./concatenate.js";
import { describeKind } from "./describe-kind.js";
import { fieldsOf, isPlain } from "./fields-of.js";
import { escapeBase64, formBase64 } from "./image/form-base64.js";
import { ImageInputError } from "./image/image-input-error.js";
import { readImage, type ImageLimits } from "./image/read-image.js";

/**
 * What a field of a form is: a picture, a text that must be there, one that can be left out, or one with
 * which a call is never sent twice.
 */
export type FieldKind = "image" | "text" | "optional" | "once";

/** The fields of a form, by name. */
export type FieldKinds = Readonly<Record<string, FieldKind>>;

/**
 * Encodes a form as `application/x-www-form-urlencoded`, byte for byte as `URLSearchParams` does
 * (WHATWG URL, section 5.2). A field that is `undefined` is not sent. Pictures can be of any kind.
 *
 * @param onImage called with the field and the size in bytes of each picture
 * @throws ImageInputError for a picture that the service would refuse
 * @throws TypeError for another fault of the form; never with a value
 */
export async function encodeForm(
  form: unknown,
  kinds: FieldKinds,
  limits: ImageLimits,
  onImage: (field: string, size: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  // A list, a FormData and the like would be sent as an empty form.
  if (!isPlain(form)) {
    throw new TypeError(
      `The form is ${describeKind(form)}. Give a plain object with the fields of the form.`,
    );
  }
  const values = new Map(fieldsOf(form));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  for (const name of new Set([...Object.keys(kinds), ...values.keys()])) {
    const value = values.get(name);
    const separator = parts.length === 0 ? "" : "&";
    if (kinds[name] === "image") {
      const { data, size } = await readImage(value, limits).catch((error: unknown) => {
        // A helper that read the picture did not know the field.
        if (error instanceof ImageInputError)
          throw new ImageInputError(error.problem, error.text, name);
        // A stream of the caller's: what it threw can hold anything, as the path of a file.
        throw new TypeError(`${name} could not be read to its end.`, { cause: error });
      });
      onImage(name, size);
      const prefix = `${separator}${name}=`;
      parts.push(
        typeof data === "string"
          ? encoder.encode(prefix + escapeBase64(data))
          : formBase64(prefix, data),
      );
    } else if (value !== undefined || kinds[name] === "text") {
      if (typeof value !== "string" || (value === "" && kinds[name] === "text")) {
        throw new TypeError(
          `${name} is ${value === "" ? "empty" : describeKind(value)}. Give a text.`,
        );
      }
      parts.push(encoder.encode(separator + new URLSearchParams([[name, value]]).toString()));
    }
  }
  return parts.length === 1 && parts[0] ? parts[0] : concatenate(parts);
}
