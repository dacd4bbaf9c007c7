import { foldText } from "./fold-text.js";

/**
 * Characters of no width that tell a program where to break or turn a line. The joiners U+200C and U+200D are not among
 * them: they change how letters look.
 */
const zeroWidth = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;

/** A text without spaces at its ends, with one space for each run of them, and without characters of no width. */
export function cleanText(text: string): string {
  return text.replaceAll(zeroWidth, "").trim().replaceAll(/\s+/g, " ");
}

/** A form of a text in which case, width of characters, spaces and dashes make no difference. */
export function comparable(text: string): string {
  return foldText(text).toUpperCase().replaceAll(/[ -]+/g, "");
}
