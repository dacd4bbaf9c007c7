/** Text in Python. */
import { escape, longEscape, oneLine } from "./characters.js";

/** A text in double quotes. */
export function pythonLiteral(text: string): string {
  return `"${escape(text, { '"': '\\"', "\\": "\\\\", "\n": "\\n" }, longEscape)}"`;
}

/** A comment to the end of the line. In the first two lines, `coding:` would choose an encoding (PEP 263). */
export function pythonComment(text: string): string {
  return `# ${oneLine(text).replaceAll(/(?<=coding)[:=]/gi, "\\$&")}`;
}
