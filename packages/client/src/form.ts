import { nearestName, unknownName, UsageError } from "@aisolution/options";
import { escapeBase64, formBase64 } from "./image/form-base64.js";
import { ImageInputError, isImageInputError } from "./image/image-input-error.js";
import { readImage, type ImageLimits } from "./image/read-image.js";
import { typeOf } from "./platform.js";
import { cancelSource } from "./read-stream.js";

/**
 * What a field of a form is: an image, a text that must be there, one that can be left out, or one with
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
 * @throws UsageError for a list, a FormData and the like, which would be sent as an empty form
 */
export function copyForm(form: unknown): Form {
  const type = typeOf(form);
  if (type !== "Object") {
    throw new UsageError(`The form must be a plain object, not of type ${type}.`);
  }
  return Object.assign({}, form);
}

/**
 * Refuses a field that the contract does not have where it is most likely a mistyped one: a required field is missing,
 * or the name is near that of a missing one. Any other is sent, because the service may be newer than the client.
 */
function checkNames(form: Form, kinds: FieldKinds): void {
  for (const name in form) {
    if (!Object.hasOwn(kinds, name)) refuseMistyped(name, form, kinds);
  }
}

function refuseMistyped(name: string, form: Form, kinds: FieldKinds): void {
  const missing = Object.keys(kinds).filter((known) => form[known] === undefined);
  const isIncomplete = missing.some((known) => /image|text/.test(kinds[known] ?? ""));
  if (isIncomplete || nearestName(name, missing)) {
    throw new UsageError(unknownName("field", name, Object.keys(kinds)));
  }
}

/**
 * Encodes a form as `application/x-www-form-urlencoded`, byte for byte as `URLSearchParams` does
 * (WHATWG URL, section 5.2). A field that is `undefined` is not sent. Images can be of any kind.
 *
 * @param onImage called with the field and the size in bytes of each image
 * @param signal tells the stream that is being read to stop
 * @throws ImageInputError for an image that the service would refuse
 * @throws UsageError for another fault of the form; never with a value
 */
export async function encodeForm(
  form: Form,
  kinds: FieldKinds,
  limits: ImageLimits,
  onImage: (field: string, size: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  checkNames(form, kinds);
  let body = "";
  for (const name of Object.keys({ ...kinds, ...form })) {
    const value = form[name];
    const kind = kinds[name];
    const separator = body && "&";
    if (kind === "image") {
      try {
        const { data, size } = await readImage(value, limits, signal);
        onImage(name, size);
        body += `${separator}${name}=${typeof data === "string" ? escapeBase64(data) : formBase64(data)}`;
      } catch (error) {
        // A helper that read the image did not know the field.
        if (isImageInputError(error)) throw new ImageInputError(error.problem, error.text, name);
        // A stream of the caller's: what it threw can hold anything, as the path of a file.
        throw new UsageError(`${name} could not be read.`, { cause: error });
      }
    } else if (value !== undefined || kind === "text") {
      if (typeof value !== "string" || (value === "" && kind === "text")) {
        const problem =
          value === undefined
            ? "is missing"
            : value === ""
              ? "is empty"
              : `must be a string, not of type ${typeOf(value)}`;
        throw new UsageError(`${name} ${problem}.`);
      }
      body += separator + new URLSearchParams([[name, value]]).toString();
    }
  }
  return body;
}

/** Ends the streams of a form that is not going to be sent. */
export function cancelImages(form: Form, kinds: FieldKinds): void {
  for (const [name, kind] of Object.entries(kinds)) {
    if (kind === "image") cancelSource(form[name]);
  }
}
