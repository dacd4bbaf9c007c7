import { describe, expect, it } from "vitest";
import { fullName, mergeSides, normalize } from "./index.js";

const mexican = {
  fullName: "EJEMPLO PRUEBA YOLANDA",
  fatherLastName: "EJEMPLO",
  motherLastName: "PRUEBA",
  name: "YOLANDA",
};
const licence = (fields: object) =>
  normalize("recognizeThaiDocument", { cardTypeEn: "Driving License", ...fields });

describe("fullName", () => {
  it.each([
    [
      "composed of its parts",
      normalize("recognizeGermanIdCard", { Surname: "MUSTERMANN", GivenNames: "ERIKA" }),
      { text: "ERIKA MUSTERMANN", order: "given-first", source: "composed" },
    ],
    [
      "of a Mexican card in the order of the others",
      normalize("recognizeMexicanIdCard", mexican),
      { text: "YOLANDA EJEMPLO PRUEBA", order: "given-first", source: "composed" },
    ],
    [
      "of a Mexican card where only the whole name was read",
      normalize("recognizeMexicanIdCard", { fullName: mexican.fullName }),
      { text: "EJEMPLO PRUEBA YOLANDA", order: "surname-first", source: "printed" },
    ],
    [
      // Without the maternal surname, the parts would be a shorter name.
      "of a Mexican card of whose parts one was not read",
      normalize("recognizeMexicanIdCard", { ...mexican, motherLastName: "" }),
      { text: "EJEMPLO PRUEBA YOLANDA", order: "surname-first", source: "printed" },
    ],
    [
      "of a Mexican card without its whole name",
      normalize("recognizeMexicanIdCard", { ...mexican, fullName: "" }),
      { text: "YOLANDA EJEMPLO PRUEBA", order: "given-first", source: "composed" },
    ],
    [
      "of a Thai licence",
      licence({ nameEn: "MR. SOMCHAI TUAYANG" }),
      { text: "SOMCHAI TUAYANG", order: "given-first", source: "printed" },
    ],
    [
      "of an Aadhaar card, whose order is that of a region or a family",
      normalize("recognizeIndianAadhaarFront", { Name: "Asha Udaharan" }),
      { text: "Asha Udaharan", order: "unknown", source: "printed" },
    ],
    [
      "of an Indonesian card, on which one name is enough",
      normalize("recognizeIndonesianIdCard", { name: "BUDI" }),
      { text: "BUDI", order: "unknown", source: "printed" },
    ],
    [
      "of two sides",
      mergeSides(
        normalize("recognizeColombianIdCardFront", { Surname: "EJEMPLO", GivenNames: "LUIS" }),
        normalize("recognizeColombianIdCardBack", {}),
      ),
      { text: "LUIS EJEMPLO", order: "given-first", source: "composed" },
    ],
  ])("%s", (_name, document, name) => {
    expect(fullName(document)).toEqual(name);
  });

  it.each([
    ["surnames alone", normalize("recognizeGermanIdCard", { Surname: "MUSTERMANN" })],
    ["nothing read", normalize("recognizeIndianPan", {})],
    ["a side without a name", normalize("recognizeIndianAadhaarBack", {})],
    ["only Thai script", licence({ nameTh: "นาย สมชาย ตัวอย่าง" })],
  ])("is not known of %s", (_name, document) => {
    expect(fullName(document)).toBeUndefined();
  });
});
