/** A property of a value that came from elsewhere; undefined where it is no object. */
export function member(value: unknown, name: string): unknown {
  return Object(value) === value ? Reflect.get(Object(value), name) : undefined;
}
