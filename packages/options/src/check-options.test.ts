import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOptions, describeValue } from "./check-options.js";
import {
  booleanOption,
  choiceOption,
  countOption,
  functionOption,
  milliseconds,
  numberOption,
  positiveInteger,
  signalOption,
  stringOption,
  type OptionRules,
} from "./option-rule.js";
import { UsageError } from "./usage-error.js";

interface Options {
  readonly timeout?: number;
  readonly baseUrl?: string;
  readonly tokenIn?: string;
  readonly isQuiet?: boolean;
  readonly concurrency?: number;
  readonly limit?: number;
  readonly share?: number;
  readonly onEvent?: () => void;
  readonly signal?: AbortSignal;
  readonly password?: string;
  readonly retry?: { readonly limit?: number } | false;
}

const rules: OptionRules<Options> = {
  timeout: milliseconds,
  baseUrl: stringOption,
  tokenIn: choiceOption("query", "header"),
  isQuiet: booleanOption,
  concurrency: countOption,
  limit: positiveInteger,
  share: numberOption("a number from 0 to 1", (value) => value >= 0 && value <= 1),
  onEvent: functionOption,
  signal: signalOption,
  password: { ...stringOption, isSecret: true },
  retry: {
    expected: "an object, or false",
    accepts: (value) => value === false || typeof value === "object",
    members: { limit: positiveInteger },
  },
};

const messageFor = (given: unknown): string => {
  try {
    checkOptions(rules, given);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toBeInstanceOf(TypeError);
    return error instanceof Error ? error.message : "";
  }
};

describe("checkOptions", () => {
  it.each([
    ["nothing", undefined],
    ["no options", {}],
    ["what is undefined", { timeout: undefined, unknown: undefined }],
    [
      "every option",
      {
        timeout: 0,
        baseUrl: "",
        tokenIn: "header",
        isQuiet: false,
        concurrency: Infinity,
        limit: 1,
        share: 0.5,
        onEvent: () => undefined,
        signal: new AbortController().signal,
        password: "x",
        retry: { limit: 2 },
      },
    ],
    ["false in place of options within", { retry: false }],
    ["an object without a prototype", Object.assign(Object.create(null), { timeout: 1 })],
    ["inherited options", Object.create({ timeout: 1 })],
  ])("accepts %s", (_name, given) => {
    expect(messageFor(given)).toBe("");
  });

  it.each([
    [null, "The options must be an object, not null."],
    [5, "The options must be an object, not 5."],
    ["timeout", "The options must be an object, not a string."],
    [() => undefined, "The options must be an object, not a function."],
    [{ timeout: null }, "timeout must be a number of milliseconds, 0 or more, not null."],
    [{ timeout: -1 }, "timeout must be a number of milliseconds, 0 or more, not -1."],
    [{ timeout: Number.NaN }, "timeout must be a number of milliseconds, 0 or more, not NaN."],
    [{ timeout: "5" }, "timeout must be a number of milliseconds, 0 or more, not a string."],
    [{ tokenIn: "cookie" }, "tokenIn must be one of: query, header, not a string."],
    [{ isQuiet: "yes" }, "isQuiet must be true or false, not a string."],
    [{ concurrency: 0 }, "concurrency must be a positive integer, or Infinity, not 0."],
    [{ concurrency: 1.5 }, "concurrency must be a positive integer, or Infinity, not 1.5."],
    [{ limit: Infinity }, "limit must be a positive integer, not Infinity."],
    [{ share: 2 }, "share must be a number from 0 to 1, not 2."],
    [{ onEvent: 1 }, "onEvent must be a function, not 1."],
    [{ signal: {} }, "signal must be an AbortSignal, not an object."],
    [{ signal: [] }, "signal must be an AbortSignal, not an array."],
    [{ password: 4711 }, "password must be a string, not a number."],
    [{ retry: { limit: 0 } }, "retry.limit must be a positive integer, not 0."],
    [{ retry: true }, "retry must be an object, or false, not true."],
  ])("refuses %j and says what is accepted", (given, message) => {
    expect(messageFor(given)).toBe(message);
  });

  it.each([
    [{ timout: 1 }, 'Unknown option "timout". Did you mean "timeout"? Known options: timeout, '],
    [{ baseURL: "" }, 'Unknown option "baseURL". Did you mean "baseUrl"? '],
    [{ url: "" }, 'Unknown option "url". Did you mean "baseUrl"? '],
    [{ timeoutMs: 1 }, 'Unknown option "timeoutMs". Did you mean "timeout"? '],
    [{ retry: { retries: 5 } }, 'Unknown option "retry.retries". Known options: limit.'],
    [{ retry: { limits: 5 } }, 'Unknown option "retry.limits". Did you mean "retry.limit"? '],
    [{ somethingElse: 1 }, 'Unknown option "somethingElse". Known options: timeout, '],
    [{ toString: 1 }, 'Unknown option "toString". '],
    [["a"], "Unknown option. Known options: "],
    [Object.create({ timout: 1 }), 'Unknown option "timout". '],
  ])("names the nearest known name for %j", (given, message) => {
    expect(messageFor(given)).toContain(message);
  });

  it("asks for what is required", () => {
    const required = { call: { ...functionOption, isRequired: true } };
    for (const given of [undefined, {}, { call: undefined }]) {
      expect(() => {
        checkOptions(required, given);
      }).toThrow("call is missing. It must be a function.");
    }
    checkOptions(required, { call: () => undefined });
  });

  it("never shows what can be a secret", () => {
    const secret = fc.string({ minLength: 8 }).map((text) => `Zyx4711${text}`);
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(rules)), (value, name) => {
        for (const given of [
          { [name]: [value] },
          { [name]: { [value]: value } },
          { [`${value} `]: 1 },
          { tokenIn: value },
          { timeout: value },
          value,
        ]) {
          expect(messageFor(given)).not.toContain(value);
        }
      }),
    );
  });
});

describe("describeValue", () => {
  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [-0.5, "-0.5"],
    ["", "an empty string"],
    ["x", "a string"],
    [[], "an array"],
    [{}, "an object"],
    [() => 1, "a function"],
    [Symbol("x"), "a symbol"],
    [1n, "a bigint"],
  ])("%s", (value, text) => {
    expect(describeValue(value)).toBe(text);
  });
});
