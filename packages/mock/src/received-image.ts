import { createHash } from "node:crypto";
import { catalogue } from "@aisolution/openapi";

/** A picture that the service would accept. */
export interface ReceivedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** SHA-256 of the bytes, as hexadecimal digits. */
  readonly sha256: string;
}

/** What the service would say of a text that is no such picture. */
export interface ImageProblem {
  readonly cause: "image-format" | "image-size";
  /** The rest of a sentence about the field. */
  readonly text: string;
}

/** First bytes of each format, as hexadecimal digits. */
const signatures: Readonly<Record<string, string>> = {
  "image/jpeg": "ffd8ff",
  "image/png": "89504e470d0a1a0a",
  "image/bmp": "424d",
};

/** Reads the base64 of a picture as the service does. */
export function receiveImage(text: string): ReceivedImage | ImageProblem {
  const { mediaTypes, maxBytes } = catalogue.image;
  const accepted = mediaTypes.join(", ");
  const bytes = Buffer.from(text, "base64");
  // Most texts are what their bytes give; to see that takes a tenth of the time of the pattern.
  if (bytes.toString("base64") !== text && !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return { cause: "image-format", text: `is no base64${hint(text)}. Send one of ${accepted}.` };
  }
  if (bytes.length > maxBytes) {
    return {
      cause: "image-size",
      text: `has ${String(bytes.length)} bytes; at most ${String(maxBytes)} are accepted.`,
    };
  }
  const start = bytes.toString("hex", 0, 8);
  const mediaType = mediaTypes.find((type) => start.startsWith(signatures[type] ?? "-"));
  if (mediaType === undefined) {
    return { cause: "image-format", text: `is in no accepted format. Send one of ${accepted}.` };
  }
  return { bytes, mediaType, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** What people forget most. */
function hint(text: string): string {
  if (text.startsWith("data:")) return ": leave out what stands before the comma of a data: URL";
  if (text.includes(" ")) return ": it has spaces, so its plus signs were not sent as %2B";
  if (/[\r\n]/.test(text)) return ": it has line breaks";
  return /[-_]/.test(text) ? ": it is base64url" : "";
}
