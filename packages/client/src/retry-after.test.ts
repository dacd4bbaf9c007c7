import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryAfter } from "./retry-after.js";

const now = Date.UTC(2026, 10, 30, 12, 0, 0);

beforeEach(() => {
  vi.useFakeTimers({ now });
});

afterEach(() => {
  vi.useRealTimers();
});

const read = (text: string): number | undefined => retryAfter(new Headers({ "Retry-After": text }));

describe("retryAfter", () => {
  it.each([
    ["0", 0],
    ["7", 7_000],
    ["007", 7_000],
    ["99999999", 99_999_999_000],
    // The three forms of RFC 9110, section 5.6.7.
    ["Mon, 30 Nov 2026 12:01:00 GMT", 60_000],
    ["Monday, 30-Nov-26 12:01:00 GMT", 60_000],
    ["Mon Nov 30 12:01:00 2026", 60_000],
    ["Tue Dec  1 12:00:00 2026", 86_400_000],
    // It has passed.
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["Sun Nov  6 08:49:37 1994", 0],
  ])("reads %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    "",
    "1 GMT",
    "2027 GMT",
    "soon GMT",
    "Mon, soon GMT",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "0x10",
    "in 5",
    "1, 2",
    "Mon, 30 Nov 2026 12:01:00 PST",
    "Mon, 30 Nov 2026 12:01:00 +0100",
    "Mon, 30 Nov 2026 12:01:00",
    "Mon, 30 Foo 2026 12:01:00 GMT",
    "Mon, 30 Nov 2026 99:99:99 GMT",
    "30 Nov 2026 12:01:00 GMT",
    "2026-11-30T12:01:00Z",
    "Mon Nov 30 12:01:00 2026 GMT",
    "Mon Nov 30 12:01:00",
  ])("does not guess at %s", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it("reads every date that HTTP can write", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(now), max: new Date("2076-01-01"), noInvalidDate: true }),
        (date) => {
          date.setUTCMilliseconds(0);
          const wait = Math.max(0, date.getTime() - now);
          const text = date.toUTCString();
          const [, day = "", month = "", year = "", time = ""] =
            /^\w+, (\d\d) (\w+) (\d+) (\S+) GMT$/.exec(text) ?? [];
          const name = text.slice(0, 3);
          expect(read(text)).toBe(wait);
          expect(read(`${name} ${month} ${day.replace(/^0/, " ")} ${time} ${year}`)).toBe(wait);
        },
      ),
    );
  });

  it("gives a wait, or nothing, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
        const wait = read(text);
        expect(wait === undefined || wait >= 0).toBe(true);
      }),
    );
  });

  it("has nothing to say where there is no such header", () => {
    expect(retryAfter(new Headers())).toBeUndefined();
  });
});
