/**
 * Summaries and descriptions are there, begin with a capital letter and end with a full stop.
 * A summary is written as a sentence, Not As A Title.
 *
 * @param {unknown} text
 * @param {{ summary?: boolean } | null} options
 */
export function sentence(text, options) {
  if (typeof text !== "string" || text.trim() === "") {
    return [{ message: "There is no text. Write one sentence that says what this is." }];
  }
  const trimmed = text.trim();
  if (!/^[\p{Lu}`*\d]/u.test(trimmed)) {
    return [
      { message: `"${opening(trimmed)}" begins with a small letter. Begin with a capital letter.` },
    ];
  }
  if (!trimmed.endsWith(".")) {
    return [{ message: `"${opening(trimmed)}" does not end with a full stop. Add one.` }];
  }
  if (options?.summary) {
    const words = trimmed
      .split(/\s+/)
      .slice(1)
      .filter((word) => word.length > 3);
    const capitals = words.filter((word) => /^\p{Lu}\p{Ll}/u.test(word));
    if (words.length > 1 && capitals.length > words.length / 2) {
      return [{ message: `"${opening(trimmed)}" is written as a title. Write it as a sentence.` }];
    }
  }
  return [];
}

/** @param {string} text */
function opening(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
