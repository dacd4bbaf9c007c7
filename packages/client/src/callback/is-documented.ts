import type { CallbackParameter } from "./callback-description.js";

/** Whether a value has the documented form. Every text has, where the contract gives no form. */
export function isDocumented({ values, date, phone }: CallbackParameter, value: string): boolean {
  if (values !== undefined) return values.includes(value);
  if (date !== undefined) return isDay(value);
  // ITU-T E.164: no country code begins with a zero, and there are 15 digits at most.
  return phone === undefined || /^\+[1-9]\d{0,14}$/.test(value);
}

/** Whether a text is a day of the Gregorian calendar, written `yyyyMMdd`. */
function isDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  // 30 February parses, as a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
