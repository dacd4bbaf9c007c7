/**
 * A type test: it is right when it compiles. `test` and the packaging test both compile it, the
 * latter against the packed packages, as a user would.
 */
import {
  ageOn,
  checkNumber,
  fullName,
  isDocumentOperationId,
  isExpired,
  mergeSides,
  normalize,
  parseDate,
  redact,
  type DocumentDate,
  type DocumentNumber,
  type Documents,
  type IdentityDocument,
  type Sex,
} from "@aisolution/documents";
import type { GermanIdCard, GermanIdCardResponse, ThaiDocumentResponse } from "@aisolution/types";

/** Fails to compile unless the two types are the same. */
type Same<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : never;

function same<Left, Right>(_proof: Same<Left, Right>): void {
  // Only the type matters.
}

export function germanIdCard(message: GermanIdCard): void {
  const card = normalize("recognizeGermanIdCard", message);
  same<typeof card.type, "identity-card">(true);
  same<typeof card.country, "DE">(true);
  same<typeof card.raw, GermanIdCard>(true);
  same<typeof card.surname, string | undefined>(true);
  same<typeof card.fullName, string | undefined>(true);
  same<typeof card.birthDate, DocumentDate | undefined>(true);
  same<typeof card.documentNumber, DocumentNumber<"de-identity-card"> | undefined>(true);
  // @ts-expect-error A German identity card does not show the sex.
  void card.sex;
  // @ts-expect-error It has no date of issue among its fields.
  void card.issueDate;
  // @ts-expect-error It has no text in another script.
  void card.native;
  // @ts-expect-error A date may be unreadable.
  void card.birthDate?.value.length;
  // @ts-expect-error A result is for reading.
  card.surname = "MUSTERMANN";
}

export function dates({ birthDate }: IdentityDocument): string {
  if (birthDate === undefined) return "nothing read";
  if (birthDate.value === undefined) {
    // @ts-expect-error A date that was not read has no rule for its year.
    void birthDate.twoDigitYear;
    return birthDate.reason;
  }
  // @ts-expect-error A date that was read has no reason.
  void birthDate.reason;
  same<NonNullable<typeof birthDate.caveat>["reason"], "partly-unknown" | "calendar-change">(true);
  return birthDate.value;
}

export function otherDocuments(documents: Documents): void {
  same<typeof documents.recognizeNorwegianIdCard.sex, Sex | undefined>(true);
  same<typeof documents.recognizeNorwegianIdCard.height, number | undefined>(true);
  same<typeof documents.recognizeIndianAadhaarFront.side, "front">(true);
  same<typeof documents.recognizeMexicanIdCard.surname, string | undefined>(true);
  same<
    typeof documents.recognizeGermanDrivingLicence.licenceCategories,
    readonly string[] | undefined
  >(true);
  // @ts-expect-error The back of an Aadhaar card shows no name.
  void documents.recognizeIndianAadhaarBack.fullName;
  // @ts-expect-error Nor does the back of a Colombian card.
  void documents.recognizeColombianIdCardBack.surname;
  // Every document fits the general type.
  const general = (document: Documents[keyof Documents]): IdentityDocument => document;
  void general(documents.recognizeGermanIdCard).sex;
}

export function thaiDocument(answer: ThaiDocumentResponse): string | undefined {
  // @ts-expect-error A failure has no fields.
  if (answer.status !== "OK") return normalize("recognizeThaiDocument", answer.message).type;
  const document = normalize("recognizeThaiDocument", answer.message);
  same<typeof document.type, "identity-card" | "driving-licence" | "unknown">(true);
  // @ts-expect-error Only the identity card has a serial number.
  void document.serialNumber;
  switch (document.type) {
    case "identity-card":
      // @ts-expect-error An identity card has no licence number.
      void document.documentNumber;
      return document.serialNumber ?? document.native?.address;
    case "driving-licence":
      // @ts-expect-error A licence shows no religion.
      void document.native?.religion;
      return document.documentNumber?.value;
    case "unknown":
      return document.personalNumber?.value;
  }
}

export function misuse(answer: GermanIdCardResponse): void {
  // @ts-expect-error The message is wanted, not the whole answer.
  normalize("recognizeGermanIdCard", answer);
  // @ts-expect-error This operation reads no document.
  normalize("compareFaces", {});
  // @ts-expect-error A message needs its operation.
  normalize({ Surname: "MUSTERMANN" });
  // @ts-expect-error There is no such rule.
  parseDate("01.01.90", { formats: ["dd.MM.yy"], twoDigitYear: "future" });
  // @ts-expect-error There is no such language.
  parseDate("1 janv. 1990", { formats: ["d MMM yyyy"], languages: ["fr"] });
  // @ts-expect-error There is no such scheme.
  checkNumber("de-passport", "C01X00T478");
}

export function ofAnyOperation(operationId: string): string | undefined {
  // @ts-expect-error Not every operation reads documents.
  void normalize(operationId, {});
  if (!isDocumentOperationId(operationId)) return undefined;
  const document: IdentityDocument = normalize(operationId, {});
  return document.surname;
}

export function sides(documents: Documents): string | undefined {
  const {
    recognizeIndianAadhaarFront: front,
    recognizeIndianAadhaarBack: back,
    recognizeColombianIdCardFront: otherFront,
    recognizeColombianIdCardBack: otherBack,
  } = documents;
  const card = mergeSides(front, back);
  same<typeof card.country, "IN">(true);
  same<typeof card.front, typeof front>(true);
  same<typeof card.back, typeof back>(true);
  same<typeof card.fullName, string | undefined>(true);
  same<typeof card.addressCity, string | undefined>(true);
  same<typeof card.personalNumber, DocumentNumber<"in-aadhaar"> | undefined>(true);
  same<ReturnType<typeof redact<typeof card>>["agreement"], typeof card.agreement>(true);
  const other = mergeSides(otherFront, otherBack);
  same<typeof other.height, number | undefined>(true);
  // @ts-expect-error Only the sides have the message.
  void card.raw;
  // @ts-expect-error A Colombian card has no virtual number.
  void other.virtualNumber;
  // @ts-expect-error The back comes second.
  mergeSides(back, front);
  // @ts-expect-error The sides are of two countries.
  mergeSides(front, otherBack);
  // @ts-expect-error A German card has one side.
  mergeSides(documents.recognizeGermanIdCard, back);
  return fullName(card)?.text ?? other.surname;
}

export function onADay(document: IdentityDocument, documents: Documents): number | undefined {
  same<ReturnType<typeof isExpired>, boolean | undefined>(true);
  void isExpired(document, new Date());
  void isExpired(documents.recognizeIndianPan, "2025-06-30");
  // @ts-expect-error A day is wanted: a document is not expired by itself.
  void isExpired(document);
  // @ts-expect-error A number is not a day.
  void ageOn(document, Date.now());
  // @ts-expect-error A date alone is not a document.
  void ageOn(document.birthDate, new Date());
  return ageOn(documents.recognizeThaiDocument, "2025-06-30")?.least;
}

export function redaction(document: Documents["recognizeNorwegianIdCard"]): void {
  const safe = redact(document);
  same<typeof safe.type, "identity-card">(true);
  same<typeof safe.checks, typeof document.checks>(true);
  same<typeof safe.height, string | undefined>(true);
  same<typeof safe.sex, string | undefined>(true);
  // @ts-expect-error A masked sex is no sex.
  const sex: Sex | undefined = safe.sex;
}
