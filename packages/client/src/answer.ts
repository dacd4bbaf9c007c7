import { readStream } from "./read-stream.js";

/** Answers of the service have some kilobytes. Anything longer than this comes from something else. */
const maxAnswerBytes = 4_000_000;

/** The JSON object that every documented answer is. */
export interface Envelope {
  readonly status: string;
  readonly message: unknown;
}

/** @returns undefined where the text is something else */
export function parseEnvelope(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (isEnvelope(value)) return value;
  } catch {
    // It is no JSON.
  }
  return undefined;
}

function isEnvelope(value: unknown): value is Envelope {
  return typeof Reflect.get(Object(value), "status") === "string" && "message" in Object(value);
}

/** Reads the text of an answer. One that is far too long gives none, and does not fill the memory. */
export async function readText(response: Response): Promise<string> {
  const { body, headers } = response;
  // The length of an encoded body says nothing about what it becomes.
  const length = headers.has("content-encoding") ? undefined : headers.get("content-length");
  if (!body || (length && Number(length) <= maxAnswerBytes)) return response.text();
  const blob = await readStream(body, maxAnswerBytes);
  return blob ? blob.text() : "";
}
