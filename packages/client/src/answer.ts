import { concatenate } from "./concatenate.js";
import { chunksOf } from "./stream-chunks.js";

/** Answers of the service have some kilobytes. Anything longer than this comes from something else. */
const maxAnswerBytes = 4 * 1024 * 1024;

/** The JSON object that every documented answer is. */
export interface Envelope {
  readonly status: string;
  readonly message: unknown;
}

/** @returns undefined where the text is something else */
export function parseEnvelope(text: unknown): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return isEnvelope(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === "object" &&
    value !== null &&
    "status" in value &&
    typeof value.status === "string" &&
    "message" in value
  );
}

/** Keeps an answer from filling the memory: one that is far too long loses its body. */
export async function limitAnswer(response: Response): Promise<Response> {
  const { body, headers } = response;
  // The length of an encoded body says nothing about what it becomes.
  const length = headers.has("content-encoding") ? undefined : headers.get("content-length");
  if (!body || (length && Number(length) <= maxAnswerBytes)) return response;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of chunksOf(body)) {
    bytes += part.length;
    if (bytes > maxAnswerBytes) return new Response(null, response);
    parts.push(part);
  }
  return new Response(concatenate(parts), response);
}
