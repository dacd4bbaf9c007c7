import { whatsAppDetailCallback } from "../generated/callback.js";
import type { SentQuery } from "./callback-query.js";
import { callbackRepair, type CallbackRepair, type CallbackRepairKind } from "./callback-repair.js";

/** The parameters of a callback, and what was done to tell them apart. */
export interface CallbackEntries {
  readonly query: URLSearchParams;
  readonly repaired: readonly CallbackRepair[];
}

/** A query whose separators were replaced, and the parameters that stood behind them. */
interface Replaced {
  readonly text: string;
  readonly found: readonly string[];
}

const { parameters } = whatsAppDetailCallback;
const names: ReadonlySet<string> = new Set(parameters.map(({ name }) => name));
const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
const anyName = `(?:${[...names].join("|")})`;

/**
 * Decodes a query as a form (WHATWG URL, section 5.1): `+` is a space, `%2B` a plus sign, the bytes are UTF-8.
 * What cannot be decoded never throws: a `%` without two digits stays as it is, bytes that are no UTF-8 become
 * U+FFFD.
 *
 * A callback always has its required parameters. So where one cannot be found, and exactly one other separator
 * lets it be found, that is the only reading. A query that has them all is never changed.
 */
export function callbackEntries({ text, isInPath }: SentQuery): CallbackEntries {
  const repaired: CallbackRepair[] = [];
  const list = (found: readonly string[], kind: CallbackRepairKind): void => {
    repaired.push(...found.map((name) => callbackRepair(name, kind)));
  };
  if (isInPath) list(text.split("=", 1), "in-path");
  let current = text;
  for (const [kind, replace] of replacements) {
    const replaced = missing(decode(current)).length > 0 ? replace(current) : undefined;
    if (replaced === undefined) continue;
    current = replaced.text;
    list(replaced.found, kind);
  }
  let query = decode(current);
  for (const name of missing(query)) {
    const split = splitAtQuestionMark(query, name);
    if (split === undefined) continue;
    query = split;
    list([name], "question-mark");
  }
  return { query, repaired };
}

/** Separators that text has in place of `&`. Each is undone before it can hide the next. */
const replacements: readonly (readonly [
  CallbackRepairKind,
  (text: string) => Replaced | undefined,
])[] = [
  ["html-escape", replaceHtmlEscapes],
  ["semicolon", replaceSemicolons],
];

/** `URLSearchParams` takes a question mark at the start for the one of the address, which is off already. */
function decode(text: string): URLSearchParams {
  return new URLSearchParams(`&${text}`);
}

function missing(query: URLSearchParams): readonly string[] {
  return required.filter((name) => !query.has(name));
}

/** `&amp;` by a sender that escapes the address for HTML. The semicolon itself can be percent-encoded. */
function replaceHtmlEscapes(text: string): Replaced | undefined {
  const escape = "&amp(?:;|%3[Bb])";
  const escaped = text.matchAll(new RegExp(`${escape}(${anyName})=`, "g"));
  const found = Array.from(escaped, ([, name = ""]) => name);
  return found.length > 0
    ? { text: text.replaceAll(new RegExp(escape, "g"), "&"), found }
    : undefined;
}

/**
 * Semicolons, which HTML 4 (B.2.2) and the settings of some languages have as separator. Then they stand between
 * all parameters of the callback, and each part is one: otherwise one of them could be part of a text.
 */
function replaceSemicolons(text: string): Replaced | undefined {
  const first = new RegExp(`(?:^|[&;?])(?=${anyName}=)`).exec(text);
  if (first === null) return undefined;
  const [separator] = first;
  const start = first.index + separator.length;
  const parts = text.slice(start).replace(/;$/, "").split(";");
  const isParameter = new RegExp(`^${anyName}=[^&]*$`);
  if (!parts.every((part) => isParameter.test(part))) return undefined;
  const found = separator === ";" ? parts : parts.slice(1);
  return {
    text: text.slice(0, start).replace(/;$/, "&") + parts.join("&"),
    found: found.map((part) => part.slice(0, part.indexOf("="))),
  };
}

/**
 * A question mark by a sender that appends one to an address that has a query. It ends the last of the caller's own
 * parameters, so only what stands before all documented ones is looked at, and there it is once.
 */
function splitAtQuestionMark(query: URLSearchParams, name: string): URLSearchParams | undefined {
  const entries = [...query];
  const documented = entries.findIndex(([key]) => names.has(key));
  const own = documented < 0 ? entries : entries.slice(0, documented);
  const mark = `?${name}`;
  const split = new URLSearchParams();
  let marks = 0;
  for (const [key, value] of own) {
    const [before = "", ...behind] = value.split(`${mark}=`);
    const isInName = key.endsWith(mark);
    marks += behind.length + Number(isInName);
    if (!isInName) split.append(key, before);
    else if (key !== mark) split.append(key.slice(0, -mark.length), "");
    const [found = isInName ? value : undefined] = behind;
    if (found !== undefined) split.append(name, found);
  }
  if (marks !== 1) return undefined;
  for (const [key, value] of entries.slice(own.length)) split.append(key, value);
  return split;
}
