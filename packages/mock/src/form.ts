import type { Operation } from "@aisolution/openapi";
import { limits } from "./limits.js";

/** The fields of a form by name, or what is wrong with it. */
export type ReadForm =
  { readonly fields: ReadonlyMap<string, string> } | { readonly problem: string };

/** Reads the fields of a form that the operation has. */
export function readForm(
  { request }: Operation,
  contentType: string | undefined,
  body: string,
): ReadForm {
  const problem = contentTypeProblem(request.contentType, contentType);
  if (problem !== undefined) return { problem };
  if (hasTooManyFields(body)) {
    return { problem: `The form has more than ${String(limits.formFields)} fields.` };
  }
  const fields = new Map<string, string>();
  try {
    for (const part of body === "" ? [] : body.split("&")) {
      const at = part.indexOf("=");
      const name = decode(at < 0 ? part : part.slice(0, at));
      const value = at < 0 ? "" : decode(part.slice(at + 1));
      // A picture that was sent without its name stands here as a name, so names are not kept either.
      if (!request.fields.some((field) => field.name === name)) continue;
      if (fields.has(name)) {
        return { problem: `The field ${name} is given twice. Send it once.` };
      }
      fields.set(name, value);
    }
  } catch {
    return {
      problem:
        "The body is no URL-encoded form: a percent sign needs two hexadecimal digits of UTF-8 behind it.",
    };
  }
  return { fields };
}

/** Whether a form has more fields than anything sends: to take it apart would take more memory than the form. */
export function hasTooManyFields(form: string): boolean {
  let at = form.indexOf("&");
  for (let count = 1; at >= 0; count += 1) {
    if (count >= limits.formFields) return true;
    at = form.indexOf("&", at + 1);
  }
  return false;
}

/** Decodes a name or a value. Most bodies are base64, which has three escapes only. */
function decode(text: string): string {
  const plain = text
    .replaceAll("+", " ")
    .replaceAll("%2B", "+")
    .replaceAll("%2F", "/")
    .replaceAll("%3D", "=");
  return plain.includes("%") ? decodeURIComponent(plain) : plain;
}

/** How people send a picture by mistake, by the content type, and what they should do. */
const mistakes: readonly (readonly [type: RegExp, advice: string])[] = [
  [/^multipart\//, "This is a file upload. Send the picture as base64 in a field of the form"],
  [/^application\/(.+\+)?json$/, "This is JSON. Send the same fields as a form"],
  [/^(image\/|application\/octet-stream)/, "These are raw bytes. Send base64 in a field of a form"],
  [/^text\//, "This is text. Send a form"],
];

function contentTypeProblem(wanted: string, given: string | undefined): string | undefined {
  const type = given?.split(";", 1)[0]?.trim().toLowerCase();
  if (type === wanted) return undefined;
  if (type === undefined) return `The content type is missing. Send ${wanted}.`;
  const advice = mistakes.find(([pattern]) => pattern.test(type))?.[1];
  return advice === undefined
    ? `The content type is another. Send ${wanted}.`
    : `${advice}, with the content type ${wanted}.`;
}
