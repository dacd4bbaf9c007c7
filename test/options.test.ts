/** Options are a closed set: every name and every type of every exported function, as its types declare them. */
import path from "node:path";
import { createClient, recognizeMany, waitForWhatsAppDetail } from "@aisolution/client";
import {
  createCallbackHandler,
  createDuplicateGuard,
  createNodeCallbackHandler,
} from "@aisolution/client/callback";
import { fromFile, fromStream } from "@aisolution/client/node";
import { fitImage } from "@aisolution/client/sharp";
import { checkNumber, normalize, parseDate } from "@aisolution/documents";
import { startMock, startProxy, writeMagicImages } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { callOperation } from "./support/call-operation.js";
import { findOptionsFunctions } from "./support/option-types.js";
import { repositoryRoot } from "../scripts/lib/paths.js";

const image = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

const client = createClient({
  token: "token",
  fetch: () => Promise.reject(new Error("Nothing may be sent.")),
});

/** Calls a function with options, of whatever type, and with right arguments beside them. */
type Caller = (options: unknown) => unknown;

const apply =
  (target: unknown, ...before: readonly unknown[]): Caller =>
  (options) => {
    if (typeof target !== "function") throw new Error("The target is not a function.");
    return Reflect.apply(target, undefined, [...before, options]);
  };

/** What is needed beside the option that is tried. */
const beside =
  (required: object, caller: Caller): Caller =>
  (options) =>
    caller(typeof options === "object" && options !== null ? { ...required, ...options } : options);

const onDetail = (): void => undefined;

const callers: Readonly<Record<string, Caller>> = {
  "@aisolution/client createClient": beside({ token: "token" }, apply(createClient)),
  "@aisolution/client recognizeMany": beside({ call: () => undefined }, (options) => {
    const results: AsyncGenerator = Reflect.apply(recognizeMany, undefined, [[image], options]);
    return results.next();
  }),
  "@aisolution/client waitForWhatsAppDetail": apply(waitForWhatsAppDetail, client, {
    number: "+1",
  }),
  "@aisolution/client/callback createCallbackHandler": beside(
    { onDetail },
    apply(createCallbackHandler),
  ),
  "@aisolution/client/callback createNodeCallbackHandler": beside(
    { onDetail },
    apply(createNodeCallbackHandler),
  ),
  "@aisolution/client/callback createDuplicateGuard": apply(createDuplicateGuard),
  "@aisolution/client/node fromFile": apply(fromFile, "card.jpg"),
  "@aisolution/client/node fromStream": (options) =>
    apply(fromStream, new ReadableStream())(options),
  "@aisolution/client/sharp fitImage": apply(fitImage, image),
  "@aisolution/documents normalize": apply(normalize, "recognizeGermanIdCard", {}),
  "@aisolution/documents parseDate": apply(parseDate, "12.08.1983", { formats: ["dd.MM.yyyy"] }),
  "@aisolution/documents checkNumber": apply(checkNumber, "de-identity-card", "L01X00T471"),
  "@aisolution/mock startMock": apply(startMock),
  "@aisolution/mock startProxy": beside({ target: "https://example.com" }, apply(startProxy)),
  "@aisolution/mock writeMagicImages": apply(writeMagicImages, "nowhere"),
};

const entry = (file: string) => path.join(repositoryRoot, "packages", file);

const functions = findOptionsFunctions({
  "@aisolution/client": entry("client/dist/index.d.ts"),
  "@aisolution/client/callback": entry("client/dist/callback/index.d.ts"),
  "@aisolution/client/node": entry("client/dist/node/index.d.ts"),
  "@aisolution/client/sharp": entry("client/dist/sharp/index.d.ts"),
  "@aisolution/documents": entry("documents/dist/index.d.ts"),
  "@aisolution/mock": entry("mock/dist/index.d.ts"),
});

/** The message of whatever a call does with wrong options: it throws, rejects, or gives an error. */
async function messageOf(call: () => unknown): Promise<string> {
  try {
    const result: unknown = await call();
    const error: unknown = Reflect.get(Object(result), "error");
    return error instanceof Error ? error.message : "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

/** `retry.limit` becomes `{ retry: { limit: value } }`. */
function optionsWith(name: string, value: unknown): object {
  const [first = "", ...rest] = name.split(".");
  return { [first]: rest.length === 0 ? value : optionsWith(rest.join("."), value) };
}

const rows = functions.flatMap(({ name, options }) =>
  options.map((option) => ({ name, option, label: option.name })),
);

describe("the options of every exported function", () => {
  it("are tried, and no other function's", () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(callers).sort());
    expect(rows.length).toBeGreaterThan(30);
  });

  it.each(rows)("$name: $label refuses a value of another type", async ({ name, option }) => {
    expect(option.wrongValues.length).toBeGreaterThan(1);
    for (const value of option.wrongValues) {
      const message = await messageOf(() => callers[name]?.(optionsWith(option.name, value)));
      expect(message).toMatch(
        new RegExp(`\\b${option.name.replace(".", "\\.")} (must be|is missing)`),
      );
    }
  });

  it.each(rows)(
    "$name: a mistyped $label is refused, and the name shown",
    async ({ name, option }) => {
      const last = option.name.split(".").at(-1) ?? "";
      const mistyped = [
        `${option.name}s`,
        option.name.replace(last, last.toUpperCase()),
        option.name.replace(last, `${last.slice(0, 3)}q${last.slice(3)}`),
      ];
      for (const wrong of mistyped) {
        const message = await messageOf(() => callers[name]?.(optionsWith(wrong, 1)));
        expect(message).toContain(`Unknown option "${wrong}". Did you mean "${option.name}"?`);
      }
    },
  );

  it.each(Object.entries(callers))("%s: are an object", async (_name, call) => {
    for (const options of [null, 7, "timeout", true, () => undefined]) {
      expect(await messageOf(() => call(options))).toMatch(/The options must be an object, not /);
    }
  });
});

describe("the options of a call", () => {
  it.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
    "are checked by every method: %s",
    async (_name, operation) => {
      const form = Object.fromEntries(
        operation.request.fields.map(({ name, kind }) => [name, kind === "image" ? image : "1"]),
      );
      const method = (options: unknown) => callOperation(client, operation, form, options);
      expect(await messageOf(() => method({ timout: 1 }))).toContain('Did you mean "timeout"?');
      expect(await messageOf(() => method({ timeout: null }))).toContain("timeout must be");
      expect(await messageOf(() => method({ signal: {} }))).toContain("signal must be");
      expect(await messageOf(() => method(null))).toContain("must be an object");
    },
  );
});
