import { catalogue } from "@aisolution/openapi";

/** A token in a page: after its name, in quotes or not. */
const TOKEN = /\b(token|AISOLUTION_TOKEN|Authorization)["']?( ?= ?|: ?)(["'`]?)([^\s"'`&,;)|\\]*)/g;

/** `test_` with one of these makes the mock give that answer. */
const keys = new Set([
  ...catalogue.operations.flatMap(({ outcomes }) => outcomes.map(({ key }) => key)),
  ...catalogue.httpErrors.map(({ key }) => key),
]);

/** `$TOKEN`, `${token}`, `$(command`, and what a format string is filled with. */
const FILLED_IN = /^(?:\$[A-Z_]+|\$\{\w+\}|\$\(\w*|%s)$/;

/** A variable, a function or a keyword of a program. */
const WORD = /^(?:(?:process|os)\.env(?:iron)?\[|[a-zA-Z]{1,20}\(?)$/;

/** The tokens in a text that are not plainly invented: `test`, `test_fail` and the like, `TOKEN` or a variable. */
export function tokensThatCouldBeReal(text: string): readonly string[] {
  return [...text.matchAll(TOKEN)].flatMap(([, name, sign = "", quote, value = ""]) => {
    // In an address and in a shell, what follows the sign is the token itself.
    const isCode = name === "token" && sign.endsWith(" ") && quote === "";
    return isInvented(value) || (isCode && WORD.test(value)) ? [] : [value];
  });
}

function isInvented(value: string): boolean {
  if (["", "test", "TOKEN", "YOUR_TOKEN"].includes(value) || FILLED_IN.test(value)) return true;
  const [, key] = /^test_(.+)$/.exec(value) ?? [];
  return key !== undefined && (keys.has(key) || FILLED_IN.test(key));
}
