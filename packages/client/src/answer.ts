import { ChunkError, readStream } from "./read-stream.js";

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
    // It is not JSON.
  }
  return undefined;
}

function isEnvelope(value: unknown): value is Envelope {
  return typeof Reflect.get(Object(value), "status") === "string" && "message" in Object(value);
}

/**
 * Reads the text of an answer. One that is far too long, or a body that a `fetch` of the caller's made of something
 * else than bytes, gives none: it is an answer all the same, and may be charged.
 */
export async function readText(response: Response): Promise<string> {
  const { body, headers } = response;
  // The length of an encoded body says nothing about what it becomes.
  const length = headers.has("content-encoding") ? undefined : headers.get("content-length");
  if (!body || (length && Number(length) <= maxAnswerBytes)) return response.text();
  try {
    return new TextDecoder().decode(await readStream(body, maxAnswerBytes));
  } catch (error) {
    if (error instanceof ChunkError) return "";
    throw error;
  }
}
