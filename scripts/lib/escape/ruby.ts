/** Text in Ruby. */
import { bracedEscape, escape, oneLine } from "./characters.js";

/** A text in double quotes. */
export function rubyLiteral(text: string): string {
  const special = { '"': '\\"', "\\": "\\\\", "\n": "\\n" };
  // Only these three after it make a number sign more than a sign.
  return `"${escape(text, special, bracedEscape).replaceAll(/#(?=[{$@])/g, "\\#")}"`;
}

/** Names that a comment before the program can set. Hyphens and underscores are the same there. */
const MAGIC =
  /((?:coding|frozen[-_]string[-_]literal|shareable[-_]constant[-_]value|warn[-_]indent)\s*)([:=])/gi;

/** A comment to the end of the line. */
export function rubyComment(text: string): string {
  return `# ${oneLine(text).replaceAll(MAGIC, "$1\\$2")}`;
}
