/** Text in Go. */
import { escape, longEscape, oneLine } from "./characters.js";

/** A text in double quotes. */
export function goLiteral(text: string): string {
  return `"${escape(text, { '"': '\\"', "\\": "\\\\", "\n": "\\n" }, longEscape)}"`;
}

/** A comment to the end of the line. */
export function goComment(text: string): string {
  return `// ${oneLine(text).replace(/^\+/, "\\+")}`;
}
