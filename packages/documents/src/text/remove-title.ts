import { cleanText } from "./clean-text.js";

/** A name without the title before it. */
export interface NameWithoutTitle {
  readonly name: string;
  /** The name begins with the letters of a title, and nothing tells whether they are one. */
  readonly doubtful: boolean;
}

/** Characters that print nothing can stand anywhere; a space of no width separates words like any other. */
const nothing = "\\p{Default_Ignorable_Code_Point}*";
const gap = "[\\s\\p{Default_Ignorable_Code_Point}]";

/**
 * Takes the title off a name: `MR. SOMCHAI` is `SOMCHAI`.
 *
 * Case makes no difference, spaces can stand at the dots of a title (`น. ส .`), and its last dot may be missing. A title
 * ends with a dot or is followed by a space, which may have no width. Without either it stays: `นายิกา` is a name,
 * although it begins with the title `นาย`. A title of two words whose first is a title too needs two words after
 * it: in `นาง สาว ใจดี` the second word can be the name.
 */
export function removeTitle(text: string, titles: readonly string[]): NameWithoutTitle {
  const whole = cleanText(text);
  // The longest first: one title can begin with another.
  for (const title of [...titles].sort((a, b) => b.length - a.length)) {
    const found = new RegExp(`^${gap}*${stemOf(title)}`, "iu").exec(text)?.[0];
    if (found === undefined) continue;
    const rest = text.slice(found.length);
    const end = title.endsWith(".")
      ? new RegExp(`^(?:${gap}*\\.${gap}*|${gap}+|$)`, "u")
      : new RegExp(`^(?:${gap}*\\.?${gap}+|${gap}*\\.?$)`, "u");
    if (end.test(rest)) {
      const name = cleanText(rest.replace(end, ""));
      const [firstWord = ""] = title.split(" ");
      const isDoubtful = firstWord !== title && titles.includes(firstWord) && !name.includes(" ");
      return isDoubtful ? { name: whole, doubtful: true } : { name, doubtful: false };
    }
    // Thai is written without spaces between words, so a title can be there all the same.
    if (/^\p{Script=Thai}/u.test(whole) && /^\p{L}/u.test(rest))
      return { name: whole, doubtful: true };
  }
  return { name: whole, doubtful: false };
}

/**
 * A pattern for a title without its last dot. No two parts of it can take the same characters, so that no text makes it
 * slow.
 */
function stemOf(title: string): string {
  return title
    .replace(/\.$/, "")
    .split(/([. ])/)
    .map((part) => {
      if (part === ".") return `${gap}*\\.${gap}*`;
      if (part === " ") return `${gap}+`;
      const letters = Array.from(part, (letter) => letter.replace(/[$()*+/?[\\\]^{|}]/, "\\$&"));
      return letters.join(nothing);
    })
    .join("");
}
