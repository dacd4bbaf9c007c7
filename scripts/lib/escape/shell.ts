/** Text in bash and zsh. */
import { escape, oneLine } from "./characters.js";

/**
 * A text as one word. What cannot be seen is written as bytes in octal: bash 3.2, which macOS has, knows no `\u`.
 *
 * @throws when the text has a NUL, which ends every argument of a program
 */
export function shellLiteral(text: string): string {
  if (text.includes("\0")) throw new Error("A shell cannot pass on a text with a NUL in it.");
  if (/^\w[\w./:=@,+-]*$/.test(text)) return text;
  const special = { "'": "\\'", "\\": "\\\\" };
  const between = escape(text, special, (codePoint) =>
    Array.from(
      Buffer.from(String.fromCodePoint(codePoint)),
      (byte) => `\\${byte.toString(8).padStart(3, "0")}`,
    ).join(""),
  );
  return between === text ? `'${text}'` : `$'${between}'`;
}

/** A comment to the end of the line. */
export function shellComment(text: string): string {
  return `# ${oneLine(text)}`;
}
