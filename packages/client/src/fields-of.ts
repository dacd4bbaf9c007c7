/** The fields of a form, or of options; none where it is no object. What is undefined is not there. */
export function fieldsOf(value: unknown): [name: string, value: unknown][] {
  return Object.entries(Object.assign({}, value)).filter(([, field]) => field !== undefined);
}

/** The same as an object. */
export function defined(value: unknown): Record<string, unknown> {
  return Object.fromEntries(fieldsOf(value));
}
