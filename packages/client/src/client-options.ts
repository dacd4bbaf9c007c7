import {
  booleanOption,
  checkOptions,
  choiceOption,
  countOption,
  functionOption,
  milliseconds,
  numberOption,
  type OptionRule,
  type OptionRules,
  signalOption,
} from "@aisolution/options";
import { parseAddress } from "./address.js";
import { tokenPlaces } from "./generated/definitions.js";
import type { CallOptions, ClientOptions, RetryOptions, SharedOptions } from "./options.js";
import { UsageError } from "@aisolution/options";

const retryRules: OptionRules<RetryOptions> = {
  limit: numberOption("a number of retries, 0 or more", (value) => value >= 0),
  baseDelay: milliseconds,
  maxDelay: milliseconds,
  maxRetryAfter: milliseconds,
  uncertain: booleanOption,
  random: functionOption,
};

const sharedRules: OptionRules<SharedOptions> = {
  timeout: milliseconds,
  deadline: milliseconds,
  retry: {
    expected: "an object, or false",
    accepts: (value) => value === false || (typeof value === "object" && value !== null),
    members: retryRules,
  },
  onRequest: functionOption,
  onResponse: functionOption,
  onRetry: functionOption,
  onLargeImage: functionOption,
};

/** The options of a call. */
export const callRules: OptionRules<CallOptions> = { ...sharedRules, signal: signalOption };

/** Checked by a function of its own, whose errors say more. */
const anyValue: OptionRule = { expected: "", accepts: () => true };

const clientRules: OptionRules<ClientOptions> = {
  ...sharedRules,
  token: anyValue,
  tokenIn: choiceOption(...Object.keys(tokenPlaces)),
  throwOnError: booleanOption,
  baseUrl: anyValue,
  allowInsecure: booleanOption,
  concurrency: countOption,
  minInterval: milliseconds,
  fetch: functionOption,
};

/**
 * Checks the options of a client before anything is sent.
 *
 * @throws TypeError that never holds the token
 */
export function checkClientOptions(options: ClientOptions | undefined): void {
  checkOptions(clientRules, options);
  const { token, baseUrl, allowInsecure = false } = { ...options };
  if (typeof token !== "function") checkToken(token);
  if (baseUrl !== undefined) parseAddress(baseUrl, allowInsecure);
}

/**
 * @param token a value that should be a token
 * @throws TypeError that does not hold it
 */
export function checkToken(token: unknown): asserts token is string {
  if (token === undefined || token === null || token === "") {
    throw new UsageError(
      "token is missing. Give the API's token, such as the value of the environment variable AISOLUTION_TOKEN.",
    );
  }
  // RFC 9110, section 5.5, less white space, which is "!" to "~" in ASCII: `fetch` would quote the token in its own error.
  if (typeof token !== "string" || !/^[!-~]+$/.test(token)) {
    throw new UsageError(
      "token must be a string of visible ASCII characters, without spaces and line breaks.",
    );
  }
}
