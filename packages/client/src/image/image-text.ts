import { refuseInput } from "./image-input-error.js";

/** No system has a longer path, and no image is so short. */
const longestPath = 1024;

/**
 * Reads an image that was given as text: standard base64 (RFC 4648, section 4), with or without padding and line
 * breaks, or a `data:` URL of it, percent-encoded or not (RFC 2397).
 *
 * @returns base64 with padding and without line breaks
 * @throws ImageInputError for any other text; never with a part of it
 */
export function readImageText(text: string): string {
  const base64 = dataOf(text.trim())
    // Programs such as base64(1) break lines; the breaks are not part of the data.
    .replaceAll(/[\t\n\f\r]+/g, "");
  if (!isBase64(base64)) refuseInput(problemOf(base64));
  return base64.padEnd(Math.ceil(base64.length / 4) * 4, "=");
}

/** What follows the comma of a `data:` URL; any other text as it is. */
function dataOf(text: string): string {
  const data = text.replace(/^data:[^,]*;\s*base64,/i, "");
  return data === text || !data.includes("%") ? data : percentDecode(data);
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Decides as `atob` does (WHATWG Infra, "forgiving-base64 decode"), but for spaces, and without decoding. */
function isBase64(text: string): boolean {
  const rest = text.length % 4;
  return /^[a-z\d+/]*={0,2}$/i.test(text) && (text.endsWith("=") ? rest === 0 : rest !== 1);
}

function problemOf(text: string): string {
  if (/^[a-z\d+/ ]*={0,2}$/i.test(text) && text.includes(" ")) {
    return "has spaces where base64 has plus signs. Form decoding does that: send + as %2B";
  }
  if (/^([a-z]:?\\|(?!data:)[a-z]{2,}:|[.~]+\/)|\.[a-z]{3,4}$/i.test(text.slice(0, longestPath))) {
    return "is a path or an address. For a file, use fromFile of @aisolution/client/node";
  }
  return /^[\w-]+=*$/.test(text) && /[-_]/.test(text)
    ? "is base64url, which has - and _ for + and /"
    : "is not base64";
}
