import { readFile } from "node:fs/promises";
import * as client from "@aisolution/client";
import { catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import { guidesTarget } from "./guides.js";

const files = await guidesTarget.emit({ catalogue, bundle: {} });

/** The rows of a region, without its head. */
function rowsOf(region: string): string[] {
  const text = files.find((file) => file.region === region)?.text ?? "";
  return text.split("\n").slice(2);
}

describe("the table of error classes", () => {
  const exported = Object.values(client).flatMap((value) =>
    typeof value === "function" && value.prototype instanceof client.AisolutionError
      ? [value.name]
      : [],
  );

  it("has each class that the client exports, once", () => {
    const named = rowsOf("error-classes").map((row) => /^\| `(\w+)`/.exec(row)?.[1]);
    expect(named.toSorted()).toEqual(exported.toSorted());
    expect(exported.length).toBeGreaterThan(10);
  });

  it("stands beside what the guide says of the other errors", async () => {
    const guide = await readFile(new URL("../../docs/guides/errors.md", import.meta.url), "utf8");
    const others = Object.values(client).flatMap((value) =>
      typeof value === "function" &&
      value.prototype instanceof Error &&
      value !== client.AisolutionError
        ? [value.name]
        : [],
    );
    expect(others).toContain("ImageInputError");
    for (const name of others) expect(guide).toContain(`\`${name}\``);
  });

  it("has each status of a failure, and each HTTP status, in some row", () => {
    const text = rowsOf("error-classes").join("\n");
    const outcomes = catalogue.operations.flatMap((operation) => operation.outcomes);
    for (const { failure, status } of outcomes) {
      if (failure !== undefined) expect(text).toContain(`\`${status}\``);
    }
    for (const { code } of catalogue.httpErrors) expect(text).toContain(String(code));
  });
});

it("has each HTTP status in a row of its own", () => {
  const codes = rowsOf("http-statuses").map((row) => Number(row.split("|")[1]));
  expect(codes).toEqual(catalogue.httpErrors.map(({ code }) => code));
});

it("refuses an HTTP status that nobody has written advice for", () => {
  const copy = structuredClone(catalogue);
  for (const error of copy.httpErrors) error.name = "New";
  expect(() => guidesTarget.emit({ catalogue: copy, bundle: {} })).toThrow(/advice/);
});

it("says which pictures the contract accepts", () => {
  const text = rowsOf("image-limits").join("\n");
  expect(text).toContain(`(${catalogue.image.maxBytes.toLocaleString("en-US")} bytes)`);
  expect(text).toContain(`(${catalogue.image.recommendedBytes.toLocaleString("en-US")} bytes)`);
  for (const type of catalogue.image.mediaTypes) {
    expect(text).toContain(type.replace("image/", "").toUpperCase());
  }
});

it("names each place for the token", () => {
  expect(rowsOf("token-places")).toHaveLength(catalogue.authentication.length);
});
