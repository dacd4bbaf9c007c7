import { describe, expect, it } from "vitest";
import { httpErrors } from "./http-errors.js";

const gone = { $ref: "#/components/responses/Gone" };
const teapot = { $ref: "#/components/responses/Teapot" };

function component(key: string, status: string) {
  return {
    content: { "application/json": { examples: { [key]: { value: { status, message: "" } } } } },
  };
}

function check(first: object, second: object, responses: object = {}) {
  const document = {
    paths: {
      "/v1/a": { post: { responses: { "200": {}, ...first } } },
      "/v1/b": { post: { responses: { "200": {}, ...second } } },
    },
    components: {
      responses: {
        Gone: component("gone", "GONE"),
        Teapot: component("i-am-a-teapot", "I_AM_A_TEAPOT"),
        ...responses,
      },
    },
  };
  return httpErrors(document).map(({ message }) => message);
}

describe("httpErrors", () => {
  it("accepts the same answers everywhere", () => {
    expect(check({ "410": gone, "418": teapot }, { "410": gone, "418": teapot })).toEqual([]);
  });

  it.each([
    [
      "a code that one operation lacks",
      { "410": gone },
      {},
      {},
      /The answers 410 are missing here/,
    ],
    ["an inline answer", { "410": gone }, { "410": {} }, {}, /The answer 410 is inline/],
    [
      "one component for two codes",
      { "410": gone, "418": gone },
      { "410": gone, "418": gone },
      {},
      /The answer 418 is Gone/,
    ],
    [
      "a key that is not the status",
      { "410": gone },
      { "410": gone },
      { Gone: component("gnoe", "GONE") },
      /under the key gone/,
    ],
    [
      "another status",
      { "410": gone },
      { "410": gone },
      { Gone: component("gone", "NOT_FOUND") },
      /under the key not-found/,
    ],
  ])("refuses %s", (_name, first, second, responses, message) => {
    expect(check(first, second, responses)[0]).toMatch(message);
  });

  it("refuses two components for one code", () => {
    expect(check({ "410": gone }, { "410": teapot })).toEqual([
      "The answer 410 is Teapot. Refer to the one component of this code, Gone.",
    ]);
  });
});
