/** Stands for anything in an output block. */
const anything = "…";

/** Lines without the white space at their ends, and without empty lines at the end. */
export function tidyLines(text: string): string {
  return text.replaceAll(/[ \t\r]+$/gm, "").trimEnd();
}

/**
 * A pattern for the output that a guide shows. A line `…` is any number of lines, `…` in a line is any text.
 *
 * @param options.start whether more may follow
 */
export function outputPattern(expected: string, options: { readonly start: boolean }): RegExp {
  const lines = tidyLines(expected)
    .split("\n")
    .map((line) => (line.trim() === anything ? "(?:.*\n)*" : `${escapeLine(line)}\n`));
  return new RegExp(`^${lines.join("")}${options.start ? "" : "$"}`);
}

function escapeLine(line: string): string {
  return line
    .split(anything)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
}

/**
 * Whether JSON is what a guide shows. The text `…` is any value, or any part of a text; a member `…` allows
 * more members, and a last item `…` more items.
 */
export function matchesJson(expected: unknown, actual: unknown): boolean {
  if (typeof expected === "string") {
    if (expected === anything) return true;
    return typeof actual === "string" && new RegExp(`^${escapeLine(expected)}$`).test(actual);
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return false;
    const isOpen = expected.at(-1) === anything;
    const items: unknown[] = isOpen ? expected.slice(0, -1) : expected;
    return (
      (isOpen ? actual.length >= items.length : actual.length === items.length) &&
      items.every((item, index) => matchesJson(item, actual[index]))
    );
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return false;
    const isOpen = Object.hasOwn(expected, anything);
    const names = Object.keys(expected).filter((name) => name !== anything);
    return (
      (isOpen || Object.keys(actual).length === names.length) &&
      names.every(
        (name) => Object.hasOwn(actual, name) && matchesJson(expected[name], actual[name]),
      )
    );
  }
  return expected === actual;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
