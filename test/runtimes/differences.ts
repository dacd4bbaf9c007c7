import type { RuntimeName } from "./runtimes.js";

/** A check of the suite that ends in another way in some runtimes. */
export interface Difference {
  readonly check: string;
  readonly runtimes: readonly RuntimeName[];
  /** What the check says there. When it says anything else, or passes, the test fails. */
  readonly instead: RegExp;
  readonly reason: string;
}

const browsers = ["Chromium", "Chromium, dedicated worker"] as const;

/** All differences. The README of the client has them in words. */
export const differences: readonly Difference[] = [
  {
    check: "picture: file, by the subpath ./node",
    runtimes: ["workerd", ...browsers],
    instead: /No such module|Failed to resolve module specifier/,
    reason: "There is no file system. A page has a File, from an input element.",
  },
  {
    check: "HTTP 429: Retry-After is read",
    runtimes: browsers,
    instead: /\[\[\],1,"undefined"\] instead of/,
    reason:
      "A page may not read a header of another origin that does not expose it. So the client cannot tell " +
      "that it was the service that answered, and does not send again.",
  },
  {
    check: "refused connection: known to be free",
    runtimes: ["Deno", "workerd", ...browsers],
    instead: /\["unknown",false\] instead of/,
    reason: "The error of fetch has no code that says that no connection was made.",
  },
  {
    check: "cut connection that served before: the runtime does not send again",
    runtimes: ["Deno", ...browsers],
    instead: /requests for two calls: 3 instead of 2/,
    reason:
      "Its fetch sends a request again by itself when a kept connection ends without an answer, which RFC " +
      "9110, section 9.2.2, advises against for POST. The client cannot see that.",
  },
  {
    check: "cut connection that served before: nor with the remedy of the README",
    runtimes: browsers,
    instead: /requests for two calls: 3 instead of 2/,
    reason: "As before. A page has no say over connections.",
  },
  {
    check: "redirect has its HTTP status",
    runtimes: browsers,
    instead: /: 0 instead of 307/,
    reason:
      "In a page, a redirect that is not followed shows nothing (an opaque-redirect filtered response).",
  },
  {
    check: "no limit: eight at once",
    runtimes: browsers,
    instead: /: 6 instead of 8/,
    reason: "A browser has six connections at most to one host.",
  },
];
