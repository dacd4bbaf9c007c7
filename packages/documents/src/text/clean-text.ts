/** A text without spaces at its ends, and with one space for each run of them. */
export function cleanText(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

/** A form of a text in which case, width of characters and spaces make no difference. */
export function comparable(text: string): string {
  return text.normalize("NFKC").toUpperCase().replaceAll(/\s+/g, "");
}
