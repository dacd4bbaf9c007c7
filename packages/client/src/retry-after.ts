const second = 1_000;

/**
 * The three forms of a date in HTTP (RFC 9110, section 5.6.7); all are in GMT. `Date.parse` alone makes a date of almost
 * anything, as of "1 GMT".
 */
const httpDate =
  /^(?:\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT|\w{6,9}, \d\d-\w{3}-\d\d [\d:]{8} GMT|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * Reads `Retry-After`, which is a number of seconds or a date (RFC 9110, section 10.2.3).
 *
 * @returns milliseconds from now; undefined where there is no such header, or an unreadable one
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(text)) return Number(text) * second;
  if (!httpDate.test(text)) return undefined;
  const time = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
