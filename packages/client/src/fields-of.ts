/** The fields of a form, or of options; none where it is no object. What is undefined is not there. */
export function fieldsOf(value: unknown): [name: string, value: unknown][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).filter(([, field]) => field !== undefined)
    : [];
}

/** The same as an object. */
export function defined(value: unknown): Record<string, unknown> {
  return Object.fromEntries(fieldsOf(value));
}

/** Whether a value is an object like `{ a: 1 }`, and no list, map or the like; also of another realm. */
export function isPlain(value: unknown): value is object {
  return Object.prototype.toString.call(value) === "[object Object]";
}
