import { catalogue } from "@aisolution/openapi";

const found = catalogue.callbacks.find(({ name }) => name === "whatsAppDetail");
if (found === undefined) throw new Error("The contract has no callback whatsAppDetail.");

/** What the contract says about the callback of the WhatsApp lookup. */
export const whatsAppCallback = found;

const names = whatsAppCallback.parameters.map(({ name }) => name);

/** The values of a callback by the names of its parameters. One that is undefined is left out. */
export type CallbackValues = Readonly<Record<string, string | undefined>>;

/**
 * Builds the address that the service asks for: the caller's address with the parameters of the contract
 * behind its own query, in documented order and form encoding (a space is `+`, a plus sign `%2B`). The
 * caller's query keeps every byte, unless it has some that HTTP cannot carry. A fragment is not sent.
 *
 * @throws TypeError when the address cannot be used, or the contract has no parameter of a given name;
 *   never with the address or a value
 */
export function callbackUrl(address: string, values: CallbackValues): string {
  const url = readCallbackAddress(address);
  if (url === undefined) throw new TypeError("The address is no absolute http or https address.");
  if (hasUser(url)) throw new TypeError("The address has a user name or a password.");
  const query = [ownQuery(address, url), formOf(values)].filter((part) => part !== "").join("&");
  return `${url.origin}${url.pathname}${query === "" ? "" : `?${query}`}`;
}

/**
 * The names of the parameters that are sent, in documented order.
 *
 * @throws TypeError when the contract has no parameter of a given name; never with its value
 */
export function parameterNames(values: CallbackValues): readonly string[] {
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `The callback has no parameter ${JSON.stringify(unknown)}. It has ${names.join(", ")}.`,
    );
  }
  return names.filter((name) => values[name] !== undefined);
}

/** @returns undefined where the text is no absolute http or https address */
export function readCallbackAddress(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : undefined;
}

/** Whether an address holds a user name or a password. */
export function hasUser(url: URL): boolean {
  return `${url.username}${url.password}` !== "";
}

/** From the text, as `URL` escapes what needs no escape, such as an apostrophe. */
function ownQuery(address: string, url: URL): string {
  const [text = ""] = address.split("#", 1);
  const mark = text.indexOf("?");
  const query = mark < 0 ? "" : text.slice(mark + 1);
  return /^[\x21-\x7e]*$/.test(query) ? query : url.search.slice(1);
}

function formOf(values: CallbackValues): string {
  const query = new URLSearchParams();
  for (const name of parameterNames(values)) query.append(name, values[name] ?? "");
  return query.toString();
}
