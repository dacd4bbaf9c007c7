import { whatsAppDetailCallback, type WhatsAppDetailCallback } from "../generated/callback.js";
import type { CallbackParameter } from "./callback-description.js";
import { callbackProblem, type CallbackProblem } from "./callback-problem.js";
import { callbackQuery } from "./callback-query.js";

/** A callback that can be used. */
export interface ReadCallback {
  readonly ok: true;
  readonly detail: WhatsAppDetailCallback;
  /**
   * Parameters that are not documented, such as those of your own callback address: `others.get("job")`.
   */
  readonly others: URLSearchParams;
  /** Optional parameters that are left out of `detail`, because they cannot be read. Mostly empty. */
  readonly ignored: readonly CallbackProblem[];
}

/** A callback without a number or without a documented conclusion. */
export interface UnreadableCallback {
  readonly ok: false;
  readonly problems: readonly CallbackProblem[];
}

type Name = (typeof whatsAppDetailCallback.parameters)[number]["name"];
type Values = Partial<Record<Name, string>>;

const { parameters } = whatsAppDetailCallback;
const names: ReadonlySet<string> = new Set(parameters.map(({ name }) => name));

/**
 * Reads the request that the service sends to a callback address.
 *
 * A result comes once and is charged, so only what makes it useless is a problem: a required parameter that
 * is missing, empty, repeated or not documented. An optional parameter that cannot be read is left out and
 * stands in `ignored`. An optional value or date that is empty is left out; an empty text is a text.
 *
 * @param input the request; or its address, its path and query, or its query alone
 * @returns the values as they were sent, or what is wrong. It never throws, and no problem holds a value.
 *
 * @example
 * const callback = parseWhatsAppDetailCallback("?number=%2B447700900123&whatsapp=no");
 * if (callback.ok) console.log(callback.detail.whatsapp); // "no"
 * else for (const { message } of callback.problems) console.error(message);
 *
 * @see openapi webhook `whatsAppDetail`
 */
export function parseWhatsAppDetailCallback(
  input: string | URL | URLSearchParams | Request,
): ReadCallback | UnreadableCallback {
  const query = callbackQuery(input);
  const values: Values = {};
  const problems: CallbackProblem[] = [];
  const ignored: CallbackProblem[] = [];
  for (const parameter of parameters) {
    const read = readParameter(parameter, query.getAll(parameter.name));
    if (typeof read === "string") values[parameter.name] = read;
    else if (read !== undefined) (parameter.required ? problems : ignored).push(read);
  }
  if (problems.length > 0 || !isDetail(values)) return { ok: false, problems };
  return { ok: true, detail: values, others: othersOf(query), ignored };
}

/** A value, what is wrong with it, or undefined where there is none and none is needed. */
function readParameter(
  { name, required, values, date }: CallbackParameter,
  given: readonly string[],
): string | CallbackProblem | undefined {
  const [value, ...more] = new Set(given);
  const isText = values === undefined && date === undefined;
  if (value === undefined) return required ? callbackProblem(name, "missing") : undefined;
  if (more.length > 0) return callbackProblem(name, "repeated");
  if (value === "" && required) return callbackProblem(name, "empty");
  if (value === "" && !isText) return undefined;
  if (values !== undefined && !values.includes(value))
    return callbackProblem(name, "unknown-value");
  if (date !== undefined && !isDay(value)) return callbackProblem(name, "not-a-date");
  return value;
}

/** Whether a text is a day of the Gregorian calendar, written `yyyyMMdd`. */
function isDay(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  // 30 February parses, as a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** Every value that is there has been held against the contract; so only the required ones can lack. */
function isDetail(values: Values): values is WhatsAppDetailCallback {
  return parameters.every(({ name, required }) => !required || values[name] !== undefined);
}

function othersOf(query: URLSearchParams): URLSearchParams {
  const others = new URLSearchParams();
  query.forEach((value, name) => {
    if (!names.has(name)) others.append(name, value);
  });
  return others;
}
