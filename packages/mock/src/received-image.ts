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
const signatures: Readonly<Record<string, RegExp>> = {
  "image/jpeg": /^ffd8ff/,
  "image/png": /^89504e470d0a1a0a/,
  // The letters alone begin many texts. The size of the second header, which comes at byte 14, is one of seven.
  "image/bmp": /^424d.{24}(0c|10|28|34|38|40|6c|7c)000000/,
};

/** Reads the base64 of a picture as the service does. */
export function receiveImage(text: string): ReceivedImage | ImageProblem {
  const { mediaTypes, maxBytes } = catalogue.image;
  const accepted = mediaTypes.join(", ");
  const bytes = Buffer.from(text, "base64");
  // Most texts are what their bytes give; to see that takes a tenth of the time of the pattern.
  if (bytes.toString("base64") !== text && !isBase64(text)) {
    return { cause: "image-format", text: `is not base64${hint(text)}. Send one of ${accepted}.` };
  }
  if (bytes.length > maxBytes) {
    return {
      cause: "image-size",
      text: `has ${String(bytes.length)} bytes; at most ${String(maxBytes)} are accepted.`,
    };
  }
  const start = bytes.toString("hex", 0, 18);
  const mediaType = mediaTypes.find((type) => signatures[type]?.test(start));
  if (mediaType === undefined) {
    return { cause: "image-format", text: `is in no accepted format. Send one of ${accepted}.` };
  }
  return { bytes, mediaType, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Padding may be left out; where it is there, it has to be whole (RFC 4648, section 3.2). */
function isBase64(text: string): boolean {
  const rest = text.length % 4;
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && (text.endsWith("=") ? rest === 0 : rest !== 1);
}

/** What people forget most. */
function hint(text: string): string {
  if (text.startsWith("data:")) return ": leave out what stands before the comma of a data: URL";
  if (text.includes(" ")) return ": it has spaces, so its plus signs were not sent as %2B";
  if (/[\r\n]/.test(text)) return ": it has line breaks";
  if (/^\w+:\/\/|\.\w{3,4}$/.test(text.slice(0, 1024))) {
    return ": it is a path or an address. Send the bytes of the image";
  }
  return /[-_]/.test(text) ? ": it is base64url" : "";
}
