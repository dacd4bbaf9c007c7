import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.js";

const known = ["token", "tokenIn", "baseUrl", "timeout", "concurrency", "retry", "img1", "img2"];

describe("nearestName", () => {
  it.each([
    ["timout", "timeout"],
    ["timeuot", "timeout"],
    ["TIMEOUT", "timeout"],
    ["baseURL", "baseUrl"],
    ["base_url", "baseUrl"],
    ["url", "baseUrl"],
    ["timeoutMs", "timeout"],
    ["concurency", "concurrency"],
    ["tokenin", "tokenIn"],
    ["tokn", "token"],
    ["image1", "img1"],
    ["image2", "img2"],
  ])("%s is %s", (given, name) => {
    expect(nearestName(given, known)).toBe(name);
  });

  it.each(["", "x", "fetch", "something", "x".repeat(100)])("%s is none of them", (given) => {
    expect(nearestName(given, known)).toBeUndefined();
  });

  it("has none where nothing is known", () => {
    expect(nearestName("timeout", [])).toBeUndefined();
  });

  it("finds a known name after one change of any letter", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("baseUrl", "timeout", "concurrency"),
        fc.nat(6),
        fc.constantFrom("insert", "remove", "replace"),
        (name, place, change) => {
          const rest = change === "insert" ? name.slice(place) : name.slice(place + 1);
          const given = `${name.slice(0, place)}${change === "remove" ? "" : "q"}${rest}`;
          expect(nearestName(given, known)).toBe(name);
        },
      ),
    );
  });
});
