import { describe, expect, it } from "vitest";
import { operationId } from "./operation-id.js";

const verbs = ["recognize", "get", "add"];

describe("operationId", () => {
  it.each(["recognizeGermanIdCard", "addFace", "getWhatsAppDetail", "recognizeIndianPan"])(
    "accepts %s",
    (name) => {
      expect(operationId(name, { verbs })).toEqual([]);
    },
  );

  it.each([
    "readGermanIdCard",
    "recognize",
    "RecognizeCard",
    "recognize_card",
    "recognizecard",
    "recognizeIDCARD",
    "getWHATSAPP",
    "",
    undefined,
  ])("refuses %s", (name) => {
    expect(operationId(name, { verbs })).toEqual([
      { message: expect.stringContaining("Begin with one of recognize, get, add") },
    ]);
  });
});
