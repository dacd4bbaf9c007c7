import { describe, expect, it } from "vitest";
import { sentence } from "./sentence.js";

describe("sentence", () => {
  it.each([
    ["Recognise a German identity card.", true],
    ["`WNI` is a citizen.", false],
    ["Advice in English.", true],
    ["Émile reads two lines.\nAnd one more.", false],
    ["Fields Read From A Card.", false],
  ])("accepts %j", (text, summary) => {
    expect(sentence(text, { summary })).toEqual([]);
  });

  it.each([
    [undefined, /Write one sentence/],
    ["  ", /Write one sentence/],
    ["recognise a card.", /Begin with a capital letter/],
    ["Recognise a card", /Add one/],
    ["Recognise German Identity Cards.", /Write it as a sentence/],
    [`Recognise ${"a very long text ".repeat(9)}`, /^"Recognise a very long text a very long t…"/],
  ])("refuses %j", (text, message) => {
    expect(sentence(text, { summary: true })).toEqual([
      { message: expect.stringMatching(message) },
    ]);
  });
});
