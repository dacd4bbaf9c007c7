import { describe, expect, it } from "vitest";
import { callWithCallback, meetFault } from "./call-fault.js";
import { faultNames, faultTable, type FaultName } from "./fault-table.js";

/** What a call ends with. A success has no error. */
interface Expected {
  /** Requests that the server has seen. */
  readonly requests: number;
  /** The same where the caller allows a second charge; as many where it is left out. */
  readonly uncertain?: number;
  readonly error?: string;
  /** Of the error; of a success, its request is charged. */
  readonly billing?: "free" | "unknown";
  readonly retryable?: true;
  /** How long all waits take that the service asks for, in milliseconds. */
  readonly wait?: readonly [least: number, most: number];
}

const success: Expected = { requests: 1 };
const lost: Expected = { requests: 1, uncertain: 3, error: "ConnectionError", billing: "unknown" };
const late: Expected = { requests: 1, uncertain: 3, error: "TimeoutError", billing: "unknown" };
const unreadable: Expected = { requests: 1, error: "ResponseFormatError", billing: "unknown" };
const refused: Expected = { requests: 1, error: "HttpError", billing: "unknown" };
const broken: Expected = { ...refused, uncertain: 3 };
const unauthorized: Expected = { ...refused, error: "AuthenticationError" };
const limited: Expected = { ...refused, error: "RateLimitError", retryable: true };
const limitedThrice: Expected = { ...limited, requests: 3 };

const table: Readonly<Record<FaultName, Expected>> = {
  "no fault": success,
  "connection refused": {
    requests: 0,
    error: "ConnectionError",
    billing: "free",
    retryable: true,
  },
  "reset at the first byte": { ...lost, requests: 0, uncertain: 0 },
  "reset before the body was read": lost,
  "reset after the whole body was read": lost,
  "end without an answer": lost,
  "no HTTP": lost,
  "stall before the headers": late,
  "stall in the headers": late,
  "stall in the body": late,
  "stall in a chunked body": late,
  "a byte each 20 ms, for ever": late,
  "cut in the body": lost,
  "cut in a chunked body": lost,
  "broken JSON": unreadable,
  "JSON that is no envelope": unreadable,
  "HTML under 200": unreadable,
  "wrong content type": success,
  "no content": unreadable,
  "empty under 200": unreadable,
  "message of the wrong kind": success,
  "unknown status": { requests: 1, error: "UnknownOutcomeError", billing: "unknown" },
  "final failure": { requests: 1, error: "RecognitionError", billing: "free" },
  "RETRY_LATER once": { requests: 2 },
  "RETRY_LATER always": {
    requests: 3,
    error: "UnavailableError",
    billing: "free",
    retryable: true,
  },
  "RETRY_LATER for a picture without a face": { requests: 1, error: "FaceError", billing: "free" },
  "10 MB with Content-Length": unreadable,
  "10 MB in chunks": unreadable,
  "10 MB in a gzip bomb": unreadable,
  "chunks without end": unreadable,
  "gzip that is none": lost,
  "an answer before the body was read": success,
  "103 before 200": success,
  "redirect 301": refused,
  "redirect 302": refused,
  "redirect 307": refused,
  "HTTP 400": { ...refused, error: "InvalidRequestError" },
  "HTTP 401": unauthorized,
  "HTTP 403": unauthorized,
  "HTTP 404": refused,
  "HTTP 418": refused,
  "HTTP 429": limited,
  "HTTP 429, Retry-After in seconds": { ...limitedThrice, wait: [1_990, 2_000] },
  "HTTP 429, Retry-After as a date": { ...limitedThrice, wait: [900, 3_000] },
  "HTTP 429, Retry-After as a date that has passed": limitedThrice,
  "HTTP 429, Retry-After over the limit": limited,
  "HTTP 429, Retry-After below zero": limited,
  "HTTP 429, Retry-After with a fraction": limited,
  "HTTP 429, Retry-After in words": limited,
  "HTTP 429, Retry-After as no date": limited,
  "HTTP 500": broken,
  "HTTP 500 with a success": broken,
  "HTTP 502 in HTML": broken,
  "HTTP 503": { ...broken, error: "UnavailableError" },
  "HTTP 503, Retry-After": {
    ...refused,
    requests: 3,
    error: "UnavailableError",
    retryable: true,
  },
  "HTTP 504": broken,
};

const rows = faultNames.map((name) => [name, table[name]] as const);

/** Waits of the client's own that take no time; those that the service asks for stay. */
const quick = { baseDelay: 1 };

/** Much more than any call needs that waits for nothing, and much less than a call that hangs. */
const slack = 5_000;

describe.concurrent("a fault between client and service", () => {
  describe.concurrent.each([
    ["by default", false],
    ["with retry.uncertain", true],
  ])("%s", (_name, uncertain) => {
    it.each(rows)("%s", async (name, expected) => {
      const { result, seen, usage, duration } = await meetFault(name, {
        retry: { ...quick, uncertain },
      });
      const requests = uncertain ? (expected.uncertain ?? expected.requests) : expected.requests;
      expect(seen.requests).toBe(requests);
      expect(seen.elsewhere).toBe(0);
      expect(result.error?.name).toBe(expected.error);
      expect(result.error?.billing).toBe(expected.billing);
      expect(result.error?.retryable ?? false).toBe(expected.retryable ?? false);
      expect(result.data === undefined).toBe(expected.error !== undefined);
      expect(usage.charge).toBe(expected.error === undefined ? 1 : 0);
      const [least, most] = expected.wait ?? [0, 0];
      expect(duration).toBeGreaterThanOrEqual(least);
      const { timeout = 0 } = faultTable[name];
      expect(duration).toBeLessThan(requests * timeout + most + slack);
    });
  });

  it.each(rows)("is never met twice with a callback: %s", async (name, expected) => {
    const tokens = { asked: 0 };
    const { seen, result } = await meetFault(
      name,
      {
        retry: { ...quick, uncertain: true },
        token: () => `token-${String((tokens.asked += 1))}`,
      },
      callWithCallback,
    );
    expect(seen.requests).toBe(Math.min(1, expected.requests, expected.uncertain ?? 1));
    if (result.error) expect(result.error.attempts).toBe(1);
    expect(tokens.asked).toBe(1);
  });

  it.each(faultNames)("is not met again with retry: false: %s", async (name) => {
    const { seen, usage } = await meetFault(name, { retry: false });
    expect(seen.requests).toBeLessThanOrEqual(1);
    expect(usage.retries).toBe(0);
  });
});

/** Independent of the table: it holds for a fault that somebody adds, too. */
describe.concurrent("with the default options", () => {
  it.each(faultNames)("no call is charged twice: %s", async (name) => {
    const events: string[] = [];
    const answers: number[] = [];
    const { result, seen, usage } = await meetFault(name, {
      // No other option than this: waits that take no time.
      retry: { random: () => 0 },
      onResponse: ({ billing, httpStatus }) => {
        events.push(billing);
        answers.push(httpStatus);
      },
    });
    const known = events.length;
    const attempts = result.error?.attempts ?? known;

    // Sent again only after an answer that was free, or where the service itself asks to come back.
    const repeated = attempts - 1;
    for (let index = 0; index < repeated; index += 1) {
      const isFree = events[index] === "free" || (known === 0 && result.error?.billing === "free");
      const isAskedBack = answers[index] === 429 || answers[index] === 503;
      expect(isFree || (isAskedBack && name.includes("Retry-After"))).toBe(true);
    }
    expect(events.slice(0, repeated)).not.toContain("charge");

    // What the client counts is what the server has seen. A connection that fails leaves no request there.
    const counted = usage.charge + usage.free + usage.unknown;
    expect(counted).toBe(attempts);
    expect(usage.calls).toBe(1);
    expect(usage.retries).toBe(repeated);
    const failed = name === "connection refused" || name === "reset at the first byte";
    expect(seen.requests).toBe(failed ? 0 : counted);
    const { operations, ...total } = usage;
    expect(Object.values(operations)).toEqual([total]);
  });
});
