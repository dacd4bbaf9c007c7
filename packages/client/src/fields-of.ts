/** The fields of a form; none where it is no object. */
export function fieldsOf(form: unknown): [name: string, value: unknown][] {
  return typeof form === "object" && form !== null ? Object.entries(form) : [];
}
