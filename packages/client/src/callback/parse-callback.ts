import { whatsAppDetailCallback, type WhatsAppDetailCallback } from "../generated/callback.js";
import type { CallbackParameter } from "./callback-description.js";
import { callbackEntries } from "./callback-entries.js";
import { callbackProblem, type CallbackProblem } from "./callback-problem.js";
import { sentQuery, type SentQuery } from "./callback-query.js";
import { callbackRepair, type CallbackRepair } from "./callback-repair.js";
import { isDocumented } from "./is-documented.js";
import { repairValue } from "./repair-value.js";

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
  /** What the sender got wrong and is read all the same, as it has one reading only. Mostly empty. */
  readonly repaired: readonly CallbackRepair[];
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
 * For the same reason, what a sender or a proxy got wrong is read where only one reading is possible, and
 * stands in `repaired`: a raw `+` or `%252B` in `number`, `?job=1?number=…`, `&amp;` or `;` for `&`, white space
 * around a value. `signature` is a text, in which everything can be meant: it is never repaired.
 *
 * @param input the request; or its address, its path and query, or its query alone
 * @returns the values, or what is wrong. It never throws, and no problem or repair holds a value.
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
  return readCallback(sentQuery(input));
}

/** Reads a callback whose query was found. */
export function readCallback(sent: SentQuery): ReadCallback | UnreadableCallback {
  const { query, repaired } = callbackEntries(sent);
  const values: Values = {};
  const problems: CallbackProblem[] = [];
  const ignored: CallbackProblem[] = [];
  const repairedValues: CallbackRepair[] = [];
  for (const parameter of parameters) {
    const read = readParameter(parameter, query.getAll(parameter.name), repairedValues);
    if (typeof read === "string") values[parameter.name] = read;
    else if (read !== undefined) (parameter.required ? problems : ignored).push(read);
  }
  if (problems.length > 0 || !isDetail(values)) return { ok: false, problems };
  return {
    ok: true,
    detail: values,
    others: othersOf(query),
    ignored,
    repaired: [...repaired, ...repairedValues],
  };
}

/**
 * @param repaired gets what was repaired to read the value
 * @returns a value, what is wrong with it, or undefined where there is none and none is needed
 */
function readParameter(
  parameter: CallbackParameter,
  given: readonly string[],
  repaired: CallbackRepair[],
): string | CallbackProblem | undefined {
  const { name, required, values, date } = parameter;
  const repairs = given.map((value) => repairValue(parameter, value));
  const [value, ...more] = new Set(given.map((sent, index) => repairs[index]?.value ?? sent));
  const isText = values === undefined && date === undefined;
  if (value === undefined) return required ? callbackProblem(name, "missing") : undefined;
  if (more.length > 0) return callbackProblem(name, "repeated");
  if (value === "" && required) return callbackProblem(name, "empty");
  if (value === "" && !isText) return undefined;
  if (!isText && !isDocumented(parameter, value)) {
    return callbackProblem(name, values === undefined ? "not-a-date" : "unknown-value");
  }
  for (const kind of new Set(repairs.flatMap((repair) => repair?.kinds ?? []))) {
    repaired.push(callbackRepair(name, kind));
  }
  return value;
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
