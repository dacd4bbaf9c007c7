/** A name without the title before it. */
export interface NameWithoutTitle {
  readonly name: string;
  /** The name begins with the letters of a title, and nothing tells whether they are one. */
  readonly doubtful: boolean;
}

/**
 * Takes the title off a name: `MR. SOMCHAI` is `SOMCHAI`.
 *
 * Case makes no difference, and the last dot of a title may be missing. A title ends with a dot or is
 * followed by a space. Without either it stays: `นายิกา` is a name, although it begins with the title
 * `นาย`.
 */
export function removeTitle(text: string, titles: readonly string[]): NameWithoutTitle {
  // The longest first: one title can begin with another.
  for (const title of [...titles].sort((a, b) => b.length - a.length)) {
    const stem = title.replace(/\.$/, "");
    if (!text.toLowerCase().startsWith(stem.toLowerCase())) continue;
    const rest = text.slice(stem.length);
    const separated = title.endsWith(".") ? /^(?:\.\s*|\s+|$)/ : /^(?:\.?\s+|\.?$)/;
    if (separated.test(rest)) return { name: rest.replace(separated, ""), doubtful: false };
    // Thai is written without spaces between words, so a title can be there all the same.
    if (/^\p{Script=Thai}/u.test(text) && /^\p{L}/u.test(rest))
      return { name: text, doubtful: true };
  }
  return { name: text, doubtful: false };
}
