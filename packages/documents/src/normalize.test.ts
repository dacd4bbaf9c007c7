import { catalogue } from "@aisolution/openapi";
import { describe, expect, it } from "vitest";
import type { DateRule } from "./dates/date-types.js";
import type { DocumentFrame, Sources } from "./document.js";
import { documentRules } from "./generated/documents.js";
import { documentOperationIds, normalize, normalizeMessage } from "./normalize.js";

const today = "2025-06-30";

/** Every documented answer with a document, by operation and key of the outcome. */
const samples = new Map<string, { operationId: string; message: unknown }>(
  catalogue.operations.flatMap(({ operationId, outcomes }) =>
    outcomes
      .filter(({ failure, message }) => failure === undefined && hasDocument(message.name))
      .map(
        ({ key, example }) =>
          [`${operationId} ${key}`, { operationId, message: example.value.message }] as const,
      ),
  ),
);

function hasDocument(name: string | undefined): boolean {
  return catalogue.messages.some((message) => message.name === name && message.document);
}

const day = (field: string, raw: string, value: string) => ({
  value,
  precision: "day",
  field,
  raw,
});

/** A date whose year has two digits, read on `today`. */
const shortDay = (field: string, raw: string, value: string, rule: DateRule["twoDigitYear"]) => ({
  ...day(field, raw, value),
  twoDigitYear: { printed: raw.slice(-2), rule, today },
});

const number = (field: string, scheme: string, raw: string, value = raw) => ({
  value,
  raw,
  field,
  scheme,
});

/** Attributes, and checks as "attribute check result", for every documented sample. */
const expected: Record<string, { attributes: object; checks: string[] }> = {
  "recognizeGermanIdCard ok": {
    attributes: {
      type: "identity-card",
      country: "DE",
      documentNumber: number("CardNumber", "de-identity-card", "LZ6311T47"),
      surname: "MUSTERMANN",
      givenNames: "ERIKA",
      fullName: "ERIKA MUSTERMANN",
      birthDate: day("DateOfBirth", "12.08.1983", "1983-08-12"),
      birthPlace: "BERLIN",
      expiryDate: day("DateOfExpiry", "01.08.2031", "2031-08-01"),
      nationality: "DE",
    },
    checks: ["documentNumber form valid", "documentNumber check-digit not-applicable"],
  },
  "recognizeDutchIdCard ok": {
    attributes: {
      type: "identity-card",
      country: "NL",
      documentNumber: number("DocumentNo", "nl-identity-card", "SPECI2021"),
      surname: "De Bruijn",
      givenNames: "Willeke Liselotte",
      fullName: "Willeke Liselotte De Bruijn",
      sex: "F",
      birthDate: day("DateOfBirth", "10 MAA/MAR 1965", "1965-03-10"),
      issueDate: day("DateOfIssue", "02 AUG/AUG 2021", "2021-08-02"),
      expiryDate: day("DateOfExpiry", "02 AUG/AUG 2031", "2031-08-02"),
      nationality: "NL",
    },
    checks: ["documentNumber form valid", "documentNumber check-digit not-applicable"],
  },
  "recognizeNorwegianIdCard ok": {
    attributes: {
      type: "identity-card",
      country: "NO",
      surname: "STENBYEN",
      givenNames: "SAMUND SPECIMEN",
      fullName: "SAMUND SPECIMEN STENBYEN",
      sex: "M",
      nationality: "NO",
      birthDate: shortDay("DateOfBirth", "23 APR/APR 56", "1956-04-23", "past"),
      height: 179,
      documentNumber: number("DocumentNo", "no-identity-card", "GDC000001"),
      cardAccessNumber: number("CanNo", "no-card-access-number", "164745"),
      expiryDate: shortDay("DateOfExpiry", "11 JUN/JUN 26", "2026-06-11", "nearest"),
    },
    checks: [
      "documentNumber form valid",
      "documentNumber check-digit not-applicable",
      "cardAccessNumber form valid",
      "cardAccessNumber check-digit not-applicable",
    ],
  },
  "recognizeSwedishIdCard ok": {
    attributes: {
      type: "identity-card",
      country: "SE",
      surname: "SPECIMEN",
      givenNames: "SVEA",
      fullName: "SVEA SPECIMEN",
      sex: "F",
      nationality: "SE",
      birthDate: shortDay("DateOfBirth", "21 AUG/AUG 82", "1982-08-21", "past"),
      personalNumber: number("PersonalId", "se-personnummer", "820821-2384", "8208212384"),
      height: 170,
      documentNumber: number("CardNo", "se-identity-card", "59000002"),
      issueDate: shortDay("DateOfIssue", "09 JUL/JUL 21", "2021-07-09", "past"),
      expiryDate: shortDay("DateOfExpiry", "09 JUL/JUL 26", "2026-07-09", "nearest"),
      issuingAuthority: "POLISMYNDIGHETEN",
    },
    checks: [
      "personalNumber form valid",
      "personalNumber check-digit valid",
      "personalNumber birth-date valid",
      "personalNumber sex valid",
      "documentNumber form valid",
      "documentNumber check-digit not-applicable",
    ],
  },
  "recognizeIndianAadhaarFront ok": {
    attributes: {
      type: "identity-card",
      country: "IN",
      side: "front",
      personalNumber: number("CardNumber", "in-aadhaar", "999900001111"),
      birthDate: day("DateOfBirth", "01/01/1990", "1990-01-01"),
      downloadDate: day("DownloadDate", "02/02/2022", "2022-02-02"),
      sex: "F",
      issueDate: day("IssueDate", "01/02/2022", "2022-02-01"),
      fullName: "Asha Udaharan",
      virtualNumber: number("VID", "in-aadhaar-vid", "9999000011112222"),
    },
    checks: [
      "personalNumber form valid",
      "personalNumber check-digit invalid",
      "personalNumber issuable valid",
      "virtualNumber form valid",
      "virtualNumber check-digit invalid",
      "virtualNumber issuable valid",
    ],
  },
  "recognizeIndianAadhaarBack ok": {
    attributes: {
      type: "identity-card",
      country: "IN",
      side: "back",
      addressCity: "Udaharanpur",
      addressRegion: "Uttar Pradesh",
      postalCode: "000000",
      address: "C/O: Asha Udaharan, 1 Example Road, Udaharanpur, Uttar Pradesh - 000000",
      personalNumber: number("CardNumber", "in-aadhaar", "999900001111"),
      virtualNumber: number("VID", "in-aadhaar-vid", "9999000011112222"),
    },
    checks: [
      "personalNumber form valid",
      "personalNumber check-digit invalid",
      "personalNumber issuable valid",
      "virtualNumber form valid",
      "virtualNumber check-digit invalid",
      "virtualNumber issuable valid",
    ],
  },
  "recognizeIndianPan ok": {
    attributes: {
      type: "tax-card",
      country: "IN",
      personalNumber: number("CardNumber", "in-pan", "AAAPU0000A"),
      birthDate: day("DateOfBirth", "01/01/1990", "1990-01-01"),
      fatherName: "RAVI UDAHARAN",
      fullName: "ASHA UDAHARAN",
    },
    // Its serial is 0000, so that it is nobody's.
    checks: [
      "personalNumber form valid",
      "personalNumber check-digit not-applicable",
      "personalNumber issuable invalid",
    ],
  },
  "recognizeIndonesianIdCard ok": {
    attributes: {
      type: "identity-card",
      country: "ID",
      fullName: "BUDI CONTOH",
      personalNumber: number("id", "id-nik", "3171010101900000"),
      birthPlace: "JAKARTA",
      birthDate: day("dob", "01-01-1990", "1990-01-01"),
      sex: "M",
      address: "JL. CONTOH NO. 1",
      addressNeighbourhoodUnit: "006",
      addressCommunityUnit: "003",
      addressVillage: "CONTOH",
      addressDistrict: "CONTOH",
      religion: "ISLAM",
      maritalStatus: "KAWIN",
      occupation: "KARYAWAN SWASTA",
      nationality: "ID",
      addressCity: "JAKARTA PUSAT",
      addressRegion: "DKI JAKARTA",
    },
    checks: [
      "personalNumber form valid",
      "personalNumber check-digit not-applicable",
      "personalNumber birth-date valid",
      "personalNumber sex valid",
      // Its serial is 0000, so that it is nobody's.
      "personalNumber issuable invalid",
    ],
  },
  "recognizeThaiDocument identity-card": {
    attributes: {
      type: "identity-card",
      country: "TH",
      documentTypeName: "Thai National ID Card",
      personalNumber: number("idNumber", "th-citizen", "1100700000011"),
      serialNumber: "0000-00-00000000",
      givenNames: "Somying",
      surname: "Tuayang",
      fullName: "Somying Tuayang",
      birthDate: day("birthEn", "1 Jan. 1990", "1990-01-01"),
      issueDate: day("issueDateEN", "2 Feb. 2020", "2020-02-02"),
      expiryDate: day("expiryDateEN", "31 Dec. 2028", "2028-12-31"),
      native: {
        script: "Thai",
        documentTypeName: "บัตรประจำตัวประชาชน",
        fullName: "สมหญิง ตัวอย่าง",
        religion: "พุทธ",
        address: "1 หมู่ที่ 1 ต.ตัวอย่าง อ.ตัวอย่าง",
      },
    },
    checks: [
      "birthDate agreement valid",
      "issueDate agreement valid",
      "expiryDate agreement valid",
      "personalNumber form valid",
      "personalNumber check-digit invalid",
    ],
  },
  "recognizeThaiDocument driving-licence": {
    attributes: {
      type: "driving-licence",
      country: "TH",
      documentTypeName: "Driving License",
      documentNumber: number("licenseNumber", "th-driving-licence", "00000000"),
      personalNumber: number("idNumber", "th-citizen", "1100700000011"),
      fullName: "SOMCHAI TUAYANG",
      birthDate: day("birthEn", "1 January 1990", "1990-01-01"),
      issueDate: day("issueDate", "2 February 2020", "2020-02-02"),
      expiryDate: day("expiryDate", "2 February 2025", "2025-02-02"),
      native: {
        script: "Thai",
        documentTypeName: "ใบอนุญาตขับรถ",
        fullName: "สมชาย ตัวอย่าง",
      },
    },
    checks: [
      "birthDate agreement valid",
      "documentNumber form valid",
      "documentNumber check-digit not-applicable",
      "personalNumber form valid",
      "personalNumber check-digit invalid",
    ],
  },
  "recognizeMexicanIdCard ok": {
    attributes: {
      type: "voter-card",
      country: "MX",
      sex: "F",
      personalNumber: number("idNumber", "mx-curp", "EEPY900101MDFJRL00"),
      voterNumber: number("voterId", "mx-clave-de-elector", "EJPRYL90010109M000"),
      fullName: "EJEMPLO PRUEBA YOLANDA",
      surname: "EJEMPLO PRUEBA",
      paternalSurname: "EJEMPLO",
      maternalSurname: "PRUEBA",
      givenNames: "YOLANDA",
      birthDate: day("birthday", "01/01/1990", "1990-01-01"),
      issueDate: { value: "2011", precision: "year", raw: "2011", field: "issueYear" },
      expiryDate: { value: "2021", precision: "year", raw: "2021", field: "expiryYear" },
      registrationDate: {
        value: "2008-01",
        precision: "month",
        raw: "200801",
        field: "registrationYearAndMonth",
      },
      addressMunicipalityCode: "041",
      postalCode: "00000",
      addressLocalityCode: "0001",
      addressRegionCode: "09",
      addressRegion: "CDMX",
      addressDistrict: "EJEMPLO",
      address: "C EJEMPLO 1 COL PRUEBA 00000 EJEMPLO ,CDMX.",
    },
    checks: [
      "personalNumber form valid",
      "personalNumber check-digit invalid",
      "personalNumber birth-date valid",
      "personalNumber sex valid",
      "personalNumber issuable valid",
      "voterNumber form valid",
      "voterNumber check-digit not-applicable",
    ],
  },
  "recognizeColombianIdCardFront ok": {
    attributes: {
      type: "identity-card",
      country: "CO",
      side: "front",
      personalNumber: number("CardNumber", "co-cedula", "1.999.999.999", "1999999999"),
      surname: "EJEMPLO PRUEBA",
      givenNames: "LUIS CARLOS",
      fullName: "LUIS CARLOS EJEMPLO PRUEBA",
    },
    checks: ["personalNumber form valid", "personalNumber check-digit not-applicable"],
  },
  "recognizeColombianIdCardBack ok": {
    attributes: {
      type: "identity-card",
      country: "CO",
      side: "back",
      birthDate: day("DateOfBirth", "01-ENE-1990", "1990-01-01"),
      height: 165,
      bloodType: "O+",
      issueDate: day("DateOfIssue", "02-FEB-2010", "2010-02-02"),
      issuePlace: "MEDELLIN",
      sex: "F",
      birthPlace: "MEDELLIN (ANTIOQUIA)",
    },
    checks: [],
  },
  "recognizeGermanDrivingLicence ok": {
    attributes: {
      type: "driving-licence",
      country: "DE",
      documentNumber: number("CardId", "de-driving-licence", "B072RRE2I55"),
      surname: "MUSTERMANN",
      givenNames: "ERIKA",
      fullName: "ERIKA MUSTERMANN",
      birthDate: shortDay("DateOfBirth", "12.08.64", "1964-08-12", "past"),
      birthPlace: "BERLIN",
      issueDate: shortDay("DateOfIssue", "25.04.17", "2017-04-25", "past"),
      expiryDate: shortDay("DateOfExpiry", "24.04.32", "2032-04-24", "nearest"),
      issuingAuthority: "LANDRATSAMT",
      licenceCategories: ["AM", "B", "L"],
    },
    checks: ["documentNumber form valid", "documentNumber check-digit valid"],
  },
};

const briefly = ({ checks }: DocumentFrame) =>
  checks.map(({ attribute, check, result }) => `${attribute} ${check} ${result}`);

describe("a documented sample", () => {
  it("has a row here, and each row has a sample", () => {
    expect(Object.keys(expected)).toEqual([...samples.keys()]);
  });

  it.each(Object.entries(expected))("%s is read", (key, { attributes, checks }) => {
    const { operationId = "", message } = samples.get(key) ?? {};
    const document = normalizeMessage(operationId, message, { today });
    const { native, raw, sources, checks: _checks, problems, ...others } = document;
    const { sources: nativeSources, ...texts } = native ?? {};
    expect({ ...others, ...(native && { native: texts }) }).toEqual({ operationId, ...attributes });
    expect(briefly(document)).toEqual(checks);
    expect(problems).toEqual([]);
    expect(raw).toBe(message);
    // Every printed text stands beside its attribute.
    const printed = Object.entries(message ?? {}).filter(([, text]) => text !== "");
    const kept = [...sourcesOf(sources), ...sourcesOf(nativeSources)];
    expect(new Set(kept)).toEqual(
      new Set(printed.map(([field, text]) => `${field}=${String(text)}`)),
    );
  });

  it("is there for every document of the catalogue", () => {
    const documented = catalogue.messages.filter(({ document }) => document);
    const read = Object.values(documentRules)
      .flat()
      .filter(({ type }) => type !== "unknown");
    expect(read).toHaveLength(documented.length);
    expect(samples.size).toBe(documented.length);
  });
});

function sourcesOf(sources: Sources | undefined): string[] {
  return Object.values(sources ?? {}).flatMap((list) =>
    list.map(({ field, raw }) => `${field}=${raw}`),
  );
}

describe("normalize", () => {
  it.each([
    ["the answer of the service", { status: "OK", message: { Surname: "MUSTERMANN" } }],
    ["the result of a call", { data: { Surname: "MUSTERMANN" }, error: undefined }],
  ])("says that it was given %s", (_name, given) => {
    for (const operationId of documentOperationIds) {
      const { problems }: { problems: unknown } = Reflect.apply(normalize, undefined, [
        operationId,
        given,
      ]);
      expect(problems).toEqual([
        { reason: "whole-answer", explanation: expect.stringMatching(/Give its message: `data`/) },
      ]);
    }
  });

  it("has no attribute where nothing was read", () => {
    const card = normalize("recognizeIndianAadhaarFront", { MobileNumber: "", Name: "  " });
    expect(card).not.toHaveProperty("phoneNumber");
    expect(card).not.toHaveProperty("fullName");
    expect(card.problems).toEqual([]);
    expect(card.sources).toEqual({});
  });

  it("keeps a date that it cannot read, with the reason and the text", () => {
    const { birthDate, problems } = normalize("recognizeGermanIdCard", {
      DateOfBirth: "31.02.1983",
    });
    expect(birthDate).toEqual({
      value: undefined,
      precision: undefined,
      raw: "31.02.1983",
      field: "DateOfBirth",
      reason: "impossible-date",
      explanation: "The calendar has no such day.",
    });
    expect(problems).toEqual([
      {
        attribute: "birthDate",
        field: "DateOfBirth",
        reason: "impossible-date",
        explanation: "The calendar has no such day.",
      },
    ]);
  });

  it.each([
    ["M", "F"],
    ["H", "M"],
    ["h", "M"],
    ["X", "X"],
    ["mujer", undefined],
  ])("reads the Mexican sex %s as %s", (gender, sex) => {
    const card = normalize("recognizeMexicanIdCard", { gender });
    expect(card.sex).toBe(sex);
    expect(card.sources.sex).toEqual([{ field: "gender", raw: gender }]);
    expect(card.problems.map(({ reason }) => reason)).toEqual(
      sex === undefined ? ["unknown-value"] : [],
    );
  });

  it.each([
    ["V/F", "F"],
    ["v / f", "F"],
    ["M/M", "M"],
    ["X/X", "X"],
    ["V/M", undefined],
  ])("reads the Dutch sex %s as %s", (Gender, sex) => {
    expect(normalize("recognizeDutchIdCard", { Gender }).sex).toBe(sex);
  });

  it("says so when it does not know a nationality", () => {
    const card = normalize("recognizeIndonesianIdCard", { nationnality: "WNA" });
    expect(card.nationality).toBeUndefined();
    expect(card.sources.nationality).toEqual([{ field: "nationnality", raw: "WNA" }]);
    expect(card.problems).toMatchObject([{ attribute: "nationality", reason: "unknown-value" }]);
  });

  it.each([
    ["179CM", 179],
    ["179 cm", 179],
    ["179", 179],
    ["1.79 m", 179],
    ["179,5CM", 179.5],
    ["1790CM", undefined],
    ["17CM", undefined],
    ["l79CM", undefined],
  ])("reads the Norwegian height %s as %s", (Height, height) => {
    const card = normalize("recognizeNorwegianIdCard", { Height });
    expect(card.height).toBe(height);
    expect(card.problems).toHaveLength(height === undefined ? 1 : 0);
  });

  it.each([
    ["1.65", 165],
    ["1,65", 165],
    ["1.65m", 165],
    ["165 cm", 165],
    ["1.725", 172.5],
    ["165", undefined],
  ])("reads the Colombian height %s as %s", (Height, height) => {
    expect(normalize("recognizeColombianIdCardBack", { Height }).height).toBe(height);
  });

  it.each([
    ["AM/B/L", ["AM", "B", "L"]],
    ["B", ["B"]],
    [" AM / B //", ["AM", "B"]],
    ["//", undefined],
  ])("reads the categories %s as %j", (Class, categories) => {
    expect(normalize("recognizeGermanDrivingLicence", { Class }).licenceCategories).toEqual(
      categories,
    );
  });

  it.each([
    [{ CardId: "B072RRE2 I55" }, "CardId", []],
    [{ CardNumber: "B072RRE2I55" }, "CardNumber", []],
    [{ CardNumber: "B072RRE2I55", CardId: "B072RRE2 I55" }, "CardNumber", ["valid"]],
    [{ CardNumber: "B072RRE2I55", CardId: "B072RRE2I56" }, "CardNumber", ["invalid"]],
  ])("takes the number of the German licence from %j", (message, field, agreement) => {
    const card = normalize("recognizeGermanDrivingLicence", message);
    expect(card.documentNumber).toMatchObject({ value: "B072RRE2I55", field });
    expect(
      card.checks.filter(({ check }) => check === "agreement").map(({ result }) => result),
    ).toEqual(agreement);
  });

  it("composes a full name only of all its parts, and a surname of those that are there", () => {
    expect(normalize("recognizeGermanIdCard", { Surname: "A" })).not.toHaveProperty("fullName");
    const card = normalize("recognizeMexicanIdCard", { fatherLastName: "A", motherLastName: "" });
    expect(card.surname).toBe("A");
    expect(card.sources.surname).toEqual([{ field: "fatherLastName", raw: "A" }]);
  });

  it("compares the personal number with birth date and sex", () => {
    const message = { id: "3171014101900000", dob: "01-01-1990", gender: "PEREMPUAN" };
    const results = (changed: object) =>
      briefly(normalize("recognizeIndonesianIdCard", { ...message, ...changed })).slice(2, 4);
    expect(results({})).toEqual(["personalNumber birth-date valid", "personalNumber sex valid"]);
    expect(results({ gender: "LAKI-LAKI", dob: "02-01-1990" })).toEqual([
      "personalNumber birth-date invalid",
      "personalNumber sex invalid",
    ]);
    expect(results({ gender: "", dob: "??" })).toEqual([
      "personalNumber birth-date not-applicable",
      "personalNumber sex not-applicable",
    ]);
  });

  it("finds that a plus sign and a two-digit birth year tell different centuries", () => {
    const card = normalize(
      "recognizeSwedishIdCard",
      { PersonalId: "820821+2384", DateOfBirth: "21 AUG/AUG 82" },
      { today },
    );
    expect(card.birthDate?.value).toBe("1982-08-21");
    expect(briefly(card)).toContain("personalNumber birth-date invalid");
  });

  it("relates all two-digit years to the option today", () => {
    const read = (day: string) =>
      normalize("recognizeNorwegianIdCard", { DateOfBirth: "01 JAN/JAN 30" }, { today: day })
        .birthDate?.value;
    expect(read("2029-12-31")).toBe("1930-01-01");
    expect(read("2030-01-01")).toBe("2030-01-01");
  });

  it("ignores fields that it does not know", () => {
    const message = { Surname: "A", Unknown: "B", toString: "C" };
    expect(normalize("recognizeGermanIdCard", message)).toMatchObject({
      surname: "A",
      problems: [],
    });
  });

  it.each([[1], [true], [["A"]], [{ text: "A" }]])("reads no text from %j", (value) => {
    const card = normalizeMessage(
      "recognizeGermanIdCard",
      { Surname: value, GivenNames: null },
      {},
    );
    expect(card).not.toHaveProperty("surname");
    expect(card.problems).toEqual([
      {
        attribute: "surname",
        field: "Surname",
        reason: "not-text",
        explanation: "The field holds no text.",
      },
    ]);
    expect(card.raw).toEqual({ Surname: value, GivenNames: null });
  });

  it.each([[null], [undefined], ["check input image and retry"], [[]], [7]])(
    "reads no fields from %j",
    (message) => {
      expect(normalizeMessage("recognizeDutchIdCard", message, {})).toEqual({
        operationId: "recognizeDutchIdCard",
        type: "identity-card",
        country: "NL",
        raw: message,
        sources: {},
        checks: [],
        problems: [{ reason: "not-an-object", explanation: "The message holds no fields." }],
      });
    },
  );

  it.each([["compareFaces"], ["toString"], ["__proto__"], [""]])(
    "refuses the operation %j and names those that it takes",
    (operationId) => {
      expect(() => normalizeMessage(operationId, {}, {})).toThrow(
        new TypeError(
          `"${operationId}" is not an operation that reads documents. Those are: ${documentOperationIds.join(", ")}.`,
        ),
      );
    },
  );

  it("refuses a wrong day", () => {
    expect(() => normalize("recognizeGermanIdCard", {}, { today: "yesterday" })).toThrow(TypeError);
  });
});

describe("a Thai document", () => {
  const card = (fields: object) =>
    normalize("recognizeThaiDocument", { cardTypeEn: "Thai National ID Card", ...fields });
  const licence = (fields: object) =>
    normalize("recognizeThaiDocument", { cardTypeEn: "Driving License", ...fields });

  it.each([
    ["THAI NATIONAL ID  CARD", "identity-card"],
    ["Driving license", "driving-licence"],
    ["Alien Card", "unknown"],
    ["", "unknown"],
    [undefined, "unknown"],
    [1, "unknown"],
  ])("with the kind %j is of type %s", (cardTypeEn, type) => {
    const document = normalizeMessage("recognizeThaiDocument", { cardTypeEn }, {});
    expect(document).toMatchObject({ type, country: "TH" });
    expect(document.problems.some(({ reason }) => reason === "unknown-document")).toBe(
      type === "unknown",
    );
  });

  it("of unknown type gives what both documents mean by the same", () => {
    const document = normalizeMessage(
      "recognizeThaiDocument",
      {
        idNumber: "1100700000011",
        nameTh: "นาย สมชาย",
        nameEn: "Mr. Somchai",
        birthEn: "1 Jan. 1990",
      },
      {},
    );
    expect(document).toMatchObject({
      personalNumber: { value: "1100700000011" },
      birthDate: { value: "1990-01-01" },
      native: { fullName: "สมชาย" },
    });
    // The same field is a full name on one document and given names on the other.
    expect(document).not.toHaveProperty("fullName");
    expect(document).not.toHaveProperty("givenNames");
  });

  it.each([
    ["1 ม.ค. 2533", "1 Jan. 1990", "1990-01-01", "birthEn", "valid", 0],
    ["1 ม.ค. 2533", "2 Jan. 1990", "1990-01-02", "birthEn", "invalid", 0],
    ["1 ม.ค. 2533", "1 Jxn. 1990", "1990-01-01", "birthTh", "not-applicable", 1],
    ["1 มxค. 2533", "1 Jan. 1990", "1990-01-01", "birthEn", "not-applicable", 1],
    ["1 xxx 2533", "1 xxx 1990", undefined, "birthEn", "not-applicable", 2],
    ["", "1 Jan. 1990", "1990-01-01", "birthEn", undefined, 0],
    ["1 ม.ค. 2533", "", "1990-01-01", "birthTh", undefined, 0],
  ])(
    "with the births %j and %j was issued to somebody born %s (from %s, agreement %s)",
    (birthTh, birthEn, value, field, agreement, problems) => {
      const document = card({ birthTh, birthEn });
      expect(document.birthDate).toMatchObject({ value, field });
      expect(document.checks.find(({ check }) => check === "agreement")?.result).toBe(agreement);
      expect(document.problems).toHaveLength(problems);
      expect(document.sources.birthDate).toHaveLength(birthTh === "" || birthEn === "" ? 1 : 2);
    },
  );

  it.each([
    ["นาย  สมชาย ตัวอย่าง", "สมชาย ตัวอย่าง", []],
    ["นางสาว สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง", []],
    ["น.ส.สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง", []],
    ["น.ส สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง", []],
    ["สมหญิง ตัวอย่าง", "สมหญิง ตัวอย่าง", []],
    ["นายสมชาย ตัวอย่าง", "นายสมชาย ตัวอย่าง", ["title-not-separated"]],
    ["นายิกา ตัวอย่าง", "นายิกา ตัวอย่าง", []],
    ["นาย", undefined, ["nothing-left"]],
  ])("with the Thai name %s is of %s", (nameTh, fullName, problems) => {
    const document = card({ nameTh });
    expect(document.type === "identity-card" && document.native?.fullName).toBe(fullName);
    expect(document.problems.map(({ reason }) => reason)).toEqual(problems);
    expect(document.native?.sources.fullName).toEqual([{ field: "nameTh", raw: nameTh }]);
  });

  it.each([
    ["MR. SOMCHAI TUAYANG", "SOMCHAI TUAYANG"],
    ["MR SOMCHAI TUAYANG", "SOMCHAI TUAYANG"],
    ["Mrs.Somying Tuayang", "Somying Tuayang"],
    ["MISS SOMYING TUAYANG", "SOMYING TUAYANG"],
    ["MISSAKARN TUAYANG", "MISSAKARN TUAYANG"],
  ])("with the English name %s is of %s", (nameEn, fullName) => {
    const document = licence({ nameEn });
    expect(document.type === "driving-licence" && document.fullName).toBe(fullName);
  });

  it("takes either spelling of the Thai name, and compares both", () => {
    expect(licence({ nameTH: "นาย สมชาย" }).native?.fullName).toBe("สมชาย");
    expect(briefly(licence({ nameTh: "นาย สมชาย", nameTH: "นาย  สมชาย" }))).toEqual([
      "fullName agreement valid",
    ]);
    expect(briefly(licence({ nameTh: "นาย สมชาย", nameTH: "นาย สมหมาย" }))).toEqual([
      "fullName agreement invalid",
    ]);
  });

  it.each([
    ["ที่อยู่ 1 หมู่ที่ 1", "1 หมู่ที่ 1"],
    ["ที่อยู่1 หมู่ที่ 1", "1 หมู่ที่ 1"],
    ["ที่อยู่: 1 หมู่ที่ 1", "1 หมู่ที่ 1"],
    ["1 หมู่ที่ 1", "1 หมู่ที่ 1"],
    ["ที่อยู่", undefined],
  ])("with the address %s is of somebody at %s", (address, read) => {
    const document = card({ address });
    expect(document.type === "identity-card" && document.native?.address).toBe(read);
  });
});
