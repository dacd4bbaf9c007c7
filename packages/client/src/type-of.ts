/**
 * Tells what a value is and nothing of what it holds, as in `Array`, `Undefined`, `FormData`. It knows values of
 * another realm (an iframe, a test runner), which are no `instanceof`.
 */
export function typeOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
