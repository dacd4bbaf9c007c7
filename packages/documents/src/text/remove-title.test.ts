import { describe, expect, it } from "vitest";
import { documentRules } from "../generated/documents.js";
import { normalize } from "../normalize.js";
import { removeTitle } from "./remove-title.js";

const fields = Object.values(documentRules)
  .flat()
  .flatMap((document) => document.fields);
const titlesOf = (name: string) => fields.find(({ field }) => field === name)?.titles ?? [];
const thai = titlesOf("nameTh");
const english = titlesOf("nameEn");

const spaces = [" ", "  ", "\u00A0", "\u200B", " \u200B", "\u2009"];

describe.each([
  ["Thai", thai, "สมหญิง ตัวอย่าง"],
  ["English", english, "SOMYING TUAYANG"],
])("every %s title", (_script, titles, name) => {
  it.each(titles)("%s is taken off", (title) => {
    for (const space of spaces) {
      expect(removeTitle(title + space + name, titles), JSON.stringify(space)).toEqual({
        name,
        doubtful: false,
      });
      expect(removeTitle(`${space}${title.toUpperCase()}${space}${name}`, titles).name).toBe(name);
    }
  });

  it.each(titles.filter((title) => title.endsWith(".")))(
    "%s may have spaces at its dots",
    (title) => {
      for (const spaced of [
        title.replaceAll(".", " ."),
        title.replaceAll(".", ". "),
        title.replaceAll(".", " . "),
        title.replaceAll(".", "\u200B."),
      ]) {
        expect(removeTitle(`${spaced} ${name}`, titles), spaced).toEqual({ name, doubtful: false });
        expect(removeTitle(spaced + name, titles), spaced).toEqual({ name, doubtful: false });
      }
    },
  );
});

describe("a title", () => {
  it.each([
    ["เด็กชาย สมชาย ตัวอย่าง", "สมชาย ตัวอย่าง"],
    ["เด็กหญิง สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง"],
    ["นาง สาว สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง"],
    ["นาง\u200Bสาว สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง"],
    ["นาย\u200Bสมชาย ตัวอย่าง", "สมชาย ตัวอย่าง"],
    ["นาย . สมชาย ตัวอย่าง", "สมชาย ตัวอย่าง"],
    ["น.ส .สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง"],
    ["น. ส. สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง"],
    ["ด . ช . สมชาย ตัวอย่าง", "สมชาย ตัวอย่าง"],
  ])("of the Thai name %j leaves %j", (text, name) => {
    expect(removeTitle(text, thai)).toEqual({ name, doubtful: false });
  });

  it.each([
    ["MR . SOMCHAI TUAYANG", "SOMCHAI TUAYANG"],
    ["Mrs .Somying Tuayang", "Somying Tuayang"],
    ["MISS . SOMYING", "SOMYING"],
    ["MR\u200BSOMCHAI", "SOMCHAI"],
  ])("of the English name %j leaves %j", (text, name) => {
    expect(removeTitle(text, english)).toEqual({ name, doubtful: false });
  });

  it.each([
    // Savitri, a married woman: what follows the space only begins like the rest of the title.
    ["นาง สาวิตรี ตัวอย่าง", "สาวิตรี ตัวอย่าง", false],
    // A woman named Sao, or a Miss without a surname: nothing tells.
    ["นาง สาว ใจดี", "นาง สาว ใจดี", true],
    ["เด็กชายสมชาย ตัวอย่าง", "เด็กชายสมชาย ตัวอย่าง", true],
    ["นายิกา ตัวอย่าง", "นายิกา ตัวอย่าง", false],
    ["สม\u200Bชาย ตัวอย่าง", "สมชาย ตัวอย่าง", false],
  ])("is not seen where there may be none: %j", (text, name, doubtful) => {
    expect(removeTitle(text, thai)).toEqual({ name, doubtful });
  });

  it.each(["MRS", "MASTERSON TUAYANG", "MRSOMCHAI", "MISSAKARN", "M R SOMCHAI"])(
    "is not made of the name %j",
    (text) => {
      expect(removeTitle(text, english).name).toBe(text === "MRS" ? "" : text);
    },
  );
});

describe("a label", () => {
  it.each([
    "ที่อยู่ 1 หมู่ที่ 1",
    "ที่อยู่\u200B1 หมู่ที่ 1",
    "ที่อยู่ : 1 หมู่ที่ 1",
    "ที่อยู่：1 หมู่ที่ 1",
    "\u200Bที่อยู่\u00A01 หมู่ที่ 1",
  ])("is taken off the address %j", (address) => {
    const card = normalize("recognizeThaiDocument", {
      cardTypeEn: "Thai National ID Card",
      address,
    });
    expect(card.type === "identity-card" && card.native?.address).toBe("1 หมู่ที่ 1");
  });
});

// With a pattern that can split the same characters in many ways, this would not end.
it("is looked for in a text of very many characters that print nothing", () => {
  const nothing = "\u200B".repeat(300_000);
  const titles = [...thai, ...english];
  for (const start of ["น", "น.", "นาย", "M", ""]) {
    expect(removeTitle(`${start}${nothing}x`, titles).name).toMatch(/x$/);
    expect(removeTitle(`${start}${nothing}.${nothing}x`, titles).name).toMatch(/x$/);
  }
});
